/* How common the stems of English reports are: -log2 of their share of all words, cut to whole bits. Counted over the human-rights
 * reports of the US State Department and statements of the White House (8.8 million words, both in the public domain), stems as
 * words.c makes them. A stem that is not here is rarer than any that is. The table stands in for document frequencies of the base,
 * which would change with every document that is read, and with them what was decided before. */
#include "link/words.h"

/* Several rows may have the same bits: compilers promise no string literal over 4,095 bytes. */
const an_link_common_row an_link_common[] = {
    {3,
     "the"},
    {4,
     "and of to"},
    {5,
     "in"},
    {6,
     "a for on"},
    {7,
     "as by from government law not or report right that their was were with"},
    {8,
     "against also an at authority but case children country court during forc had human includ is labor national other "
     "person polic prison provid public security stat ther violenc who women work worker year"},
    {9,
     "abus access accord after all although are arrest be charg child civil community continu criminal detention did "
     "disability discrimination domestic due election fami freedom general group have health his individual international it "
     "its laws legal local may media member ministry more most ngos no offic official one organization our party percent "
     "political president prohibit refuge remain requir sector servic sexual social some such support than them thes they "
     "this thos two under union unit we which whil without"},
    {10,
     "act action activist activity address administration age agency alleg allow any approximat april area association "
     "asylum attack august based becaus been befor between both call care center citizen civilian claim commission commit "
     "complaint concern condition conduct constitution corruption could council covid crim days death defendant defens "
     "department detain detaine does economic education effectiv effort employe employer employment end enforc enforcement "
     "facility fine first five follow foreign form former free fund gender girl harassment has he held her high home hour "
     "hous however i if imprisonment increas independent information into investigat investigation involv issu january "
     "journalist judg judicial july june justic kill lack leader level limit made many march marriag medical men migrant "
     "military million minimum minister monitor month must need new ngo noted november number october officer often only "
     "opposition order over particular penalty peopl permit physical plac policy population practic press prevent prisoner "
     "privat problem process program prosecutor protect protection protest rape receiv region register relat releas "
     "restriction result s safety same school section see sentenc september several significant sinc society standard status "
     "strik subject suspect system thre threat through time tortur trad trial un up use used victim violation wage well when "
     "will within would"},
    {11,
     "ability about accus across additional adequat administrativ advanc affair agreement al allegation american among "
     "announc appeal application apply arbitrary armed assault assemb assistanc attempt attorney availabl bargain being "
     "benefit biden birth body border build business c camp campaign can candidat capacity caus central certain challeng "
     "chang citizenship city clos code collectiv commitment committe common communication company conflict consider "
     "constitutional content contract control convict conviction cooperation cover creat criminaliz critical criticiz data "
     "day december decision delay deni despit development direct director discuss district do document economy eight "
     "emergency employ energy engag ensur equal especial establish estimat ethnic event evidenc exampl exploitation express "
     "expression faced fail fair february federal femal filed financial food formal found four frequent further global grant "
     "help him hiv hold humanitarian identity illegal implement impos incident indigenous industry informal inmat inspection "
     "inspector instanc institution interest interior internal internet jewish judiciary land languag larg lawyer least leav "
     "led lgbti lgbtqi life long maintain majority make mandat maximum measur meet minor minority movement nation news "
     "observer obtain occur offens ombudsman onlin open operat operation opportunity organiz orientation out outlet outsid "
     "overtim pandemic parent parliament part participat participation partner pay peaceful per period personnel plan poor "
     "position power present pretrial previous prim procedur promot property prosecut prosecution provinc provision publish "
     "punishment rang rate recent recogniz record reduc regard regim regional registration regular regulation religious "
     "representativ request requirement resident resourc respect respons responsibl restrict return review risk ruling "
     "russia said seek seeker serious serv seven sex shar she sign situation six so sometim special speech staff station "
     "step strengthen student suprem take target technology term threaten throughout today took traffick train travel "
     "treatment u ukrain unhcr unlawful vice visit week wher workplac world younger"},
    {12,
     "able accept account activ acts addition adopt adult advisor advocat affect affiliat african agent ages agre agricultur "
     "agricultural aid aids alway amendment america amnesty annual another anti appear appli appoint appropriat approv "
     "approval around articl assert asset assist associat attend authoriz averag awareness back bail ban bank bann barrier "
     "basic basis beat began believ better billion block board born brib bring broadcast carry cell censorship chain chief "
     "circumstanc clean clear climat coalition combat commensurat commercial commissioner compar compensation complain "
     "complet complianc compulsory confirm congress consent construction contribut controll cooperat coordinat coordination "
     "cost counsel credibl crisis cross cultural custody d damag de declar decre deem defender defin deliver demand "
     "democracy democratic demonstration deputy deter determin develop died difficult difficulty disappearanc dismiss "
     "displac disput down drug each early effect either elect electoral encourag enhanc enter enterpris entity equality "
     "essential eu european even every except excessiv executiv exercis exist expand experienc expert extend face facilitat "
     "failur fear few fgm fight file financ find focus forward framework full fully futur gather gay good ground guard half "
     "harass harris hate having hazardous head hear higher hospital host how identifi identify idps immediat immigration "
     "impact implementation importanc improv impunity inadequat incom independenc indicat industrial influenc inform "
     "infrastructur inhuman initiat initiativ injur injury institut insufficient insult intelligenc intend interferenc "
     "intimidation investment israel job jobs join joint just juvenil kidnap known last later launch lead leadership "
     "legislation legislativ less libel licens like line list live living low lower main major making male man manag "
     "management market material matter mean mechanism mental met migration mining mission mistreatment money mother motivat "
     "multipl murder muslim my nationality near necessary network newspaper nine non nongovernmental north numerous "
     "occupation occupational offer old ongo origin osh overcrowd own owned pacific paid palestinian parliamentary "
     "partnership pass passport payment peac penal pend perform permission perpetrator personal"},
    {12,
     "positiv possibl post potential poverty presidential pressur prevention primari primary prior proceed professional "
     "progress prohibition project prompt protester provincial psychological publication punish punishabl purpos question "
     "race racial radio rais rare reach reaffirm reason recommendation refer reform refus relation relativ religion remov "
     "represent reproductiv republic research resolv respond responsibility role roma romani routin rule ruled run rural "
     "russian safe salary sanction search seat second secretary secur self senior separat set sever shelter should show "
     "similar site small societal soldier sourc south spac specific specifical stand start stateless statement statistic "
     "still stipulat stop street strong study submit subsequent suffer sufficient supp survey survivor suspend syrian taken "
     "taking teacher television temporary territory terrorism terrorist themselv then third together total toward "
     "traditional transfer transgender transparency transportation unabl university until upon using valu various video view "
     "villag violat violent vote voter vulnerabl war warrant water weapon websit welcom what whether whit whom whos wide "
     "widespread witness woman you young youth"},
    {13,
     "abduction abortion abov abroad academic accessibl accident accommodation accordanc accountability achiev acknowledg "
     "actor advocacy affirm africa again aggression ai air align allianc ally almost along already alternativ amend amount "
     "anticorruption antiunion applicant approach arab arbitrari army assess assistant attribut authorization avoid await "
     "ballot becam becom begin behalf below beyond bilateral bill bisexual black book boys branch broad brought budget "
     "bureau cabinet came cannot capital card carri category censor certificat chair channel china choic choos cited citing "
     "class coercion collaboration comment comp comprehensiv conclud condemn conferenc confession connection consensual "
     "consistent constitut consultation contact contain contraception conven convention corrupt counter coupl coverag "
     "criticism cruel cultur current daily dangerous date deal debt decad decid declaration declin decreas defamation defend "
     "degrad demonstrat denial deny depend deportation describ design designat detail determination dialogu different "
     "digital directorat disclosur discriminatory discussion diseas dismissal displacement distribution division doctor "
     "documentation drop duty e east educational electronic eligibl emphasiz enabl endanger engagement enjoy entitl entry "
     "environment equipment establishment euro europ exceed exception exchang exclud explicit export extrem extremist "
     "facebook factor factory fals farm father favor federation fees fewer field figur final fined fire fired foreigner "
     "forum foundation franc fraud friend front function fundamental g gang gas gaza get give given goal govern governor "
     "greater grow growth guidelin guilty gun hand handl harm harsh highlight hiring historic history holocaust honor hotlin "
     "household hrw hundr husband identification ilo important imprison improvement incit inclusiv india indo initial "
     "inspectorat instead insuranc integration integrity interpretation intersex interview intimidat investigativ "
     "involvement iran irregular isis islamic island israeli jail japan jurisdiction keep key know largest late lawsuit left "
     "lengthy lesbian letter light limitation link littl lived location longer look lost magistrat mandatory manner "
     "manufactur mark marri marry mass maternal mayor membership messag method middl militia mine miss mr much municipal "
     "municipality name nationwid natur negotiat negotiation never"},
    {13,
     "nevertheless next night noncitizen nor northern notic now nuclear obligation observ occasional off offender older "
     "ombudsperson once opinion oversight owner parental participant past perceiv permanent petition platform play point "
     "politician poll pornography pregnancy pregnant prepar prescrib presenc pric principl print priority privacy produc "
     "production prominent proper prostitution provider pursu put quality r raid rally rather recognition recruit "
     "recruitment red reflect regulat reiterat reject relationship relevant remedy renew repeat reporter representation "
     "reprisal resid residenc residency resolution respectiv rest saudi scal schedul secondary secret semitic senat sensitiv "
     "sent servant session sets settlement short shortag shot side singl skill slander solution sought speak specializ spok "
     "spousal spread stability stay stigma strategic strategy substantial successful sullivan summit supporter surveillanc "
     "sustainabl syria taliban task tax team technical telecommunication telephon test thank thousand ties told tool topic "
     "town transition transport treat tribunal tried turkish turn type ukrainian undermin underscor understand unicef "
     "unknown unless updat urban us user usual vaccin vehicl verbal very via violator visa voluntary voting want warn watch "
     "way welfar went west wife won workforc workweek worst yet zone"},
};
const size_t an_link_common_count = sizeof an_link_common / sizeof *an_link_common;
