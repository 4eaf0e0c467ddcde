/* Tables of what pages put around articles, and the tests that use them. Each is written to be safe on its own: a line that could be
 * a sentence of a report must not pass. So most need the whole line to match, and those that match a beginning need the line to be
 * short and not to end like a sentence. */
#include "read/words.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "read/dates.h"
#include "read/find.h"

enum {
    LINE_BYTES_MAX = 200,   /* longer lines are text */
    LABEL_BYTES_MAX = 40,
    NAME_WORDS_MAX = 5,
    NAME_BYTES_MAX = 60,
    BYLINE_BYTES_MAX = 160,
    FOLDED_BYTES = LINE_BYTES_MAX + 1
};

/* Facts: names of outlets whose pages are often copied with their name in the first line. Lower case. */
static const char *const outlets[] = {
    "abc news", "agence france-presse", "afp", "al arabiya", "al jazeera", "al-monitor", "ap news", "arab news",
    "associated press", "atlantic council", "axios", "bbc", "bbc news", "bbc monitoring", "bellingcat", "bloomberg",
    "bloomberg news", "breaking defense", "brookings", "brookings institution", "business insider", "business standard",
    "carnegie endowment", "carnegie endowment for international peace", "caixin", "cbc news", "cbs news",
    "center for strategic and international studies", "chatham house", "china daily", "cnbc", "cnn", "cnn international",
    "council on foreign relations", "critical threats", "csis", "daily mail", "daily sabah", "dawn", "defense news",
    "defense one", "deutsche welle", "der spiegel", "dw", "dw news", "egypt independent", "el pais", "euractiv", "euronews",
    "eurasianet", "european council on foreign relations", "european eye on radicalization", "financial times", "foreign affairs",
    "foreign policy", "fox news", "france 24", "gandhara", "geo news", "global times", "gulf news", "haaretz", "hindustan times",
    "human rights watch", "independent", "india today", "institute for the study of war", "institute for war and peace reporting",
    "international crisis group", "interfax", "iran international", "ips", "isw", "jamestown foundation", "just security",
    "khaama press", "kyiv independent", "kyiv post", "lawfare", "le monde", "le monde diplomatique", "los angeles times",
    "meduza", "mehr news agency", "middle east eye", "middle east institute", "modern diplomacy", "moscow times", "msnbc",
    "nbc news", "ndtv", "newsweek", "nikkei asia", "novaya gazeta", "npr", "oryx", "pajhwok afghan news", "pbs newshour",
    "politico", "politico europe", "pressenza", "press tv", "project syndicate", "radio free asia",
    "radio free europe/radio liberty", "rand corporation", "reuters", "rfe/rl", "ria novosti", "rudaw", "rusi", "russia matters",
    "sky news", "small wars journal", "south china morning post", "sputnik", "stratfor", "tass", "tehran times", "the atlantic",
    "the bell", "the cairo review", "the cipher brief", "the conversation", "the daily beast", "the daily star", "the diplomat",
    "the economist", "the economic times", "the express tribune", "the globe and mail", "the guardian", "the hill", "the hindu",
    "the independent", "the indian express", "the insider", "the intercept", "the irish times", "the jerusalem post",
    "the japan times", "the korea herald", "the kyiv independent", "the kyiv post", "the long war journal", "the moscow times",
    "the nation", "the national", "the national interest", "the new arab", "the new york times", "the new yorker",
    "the news international", "the print", "the straits times", "the sydney morning herald", "the telegraph", "the times",
    "the times of india", "the times of israel", "the wall street journal", "the washington post", "time", "tolonews",
    "tolo news", "trt world", "ukrainska pravda", "un news", "united states institute of peace", "upi", "usa today", "vice news",
    "voa", "voa news", "voice of america", "vox", "war on the rocks", "washington institute", "washington post", "wilson center",
    "xinhua", "xinhua news agency", "yahoo news", "yonhap",
};

static const char *const labels[] = {
    "africa", "americas", "analysis", "asia", "asia pacific", "asia-pacific", "blog", "blogs", "breaking", "breaking news",
    "briefing", "business", "central asia", "china", "column", "columns", "commentary", "conflict", "conflicts", "defence",
    "defense", "economy", "editorial", "europe", "exclusive", "expert commentary", "explained", "explainer", "fact check",
    "feature", "features", "gallery", "global", "home", "in brief", "in depth", "in-depth", "insight", "insights", "interview",
    "interviews", "international", "investigation", "investigations", "latest", "latest news", "live", "live updates", "longread",
    "middle east", "news", "news analysis", "newsletter", "op-ed", "opinion", "opinions", "perspective", "perspectives",
    "podcast", "podcasts", "politics", "premium", "press release", "report", "reports", "research", "russia", "security",
    "south asia", "special report", "top stories", "terrorism", "ukraine", "uk", "us", "u.s.", "video", "videos", "war", "world",
    "world news", "en", "ru", "fr", "de", "es", "ar", "tr", "fa", "zh", "english", "menu", "search", "skip to content",
    "skip to main content", "today's paper", "more", "must read", "must reads", "trending", "top story", "updated", "published",
    "by", "author", "authors:", "written by", "share this article", "photo essay",
};

/* Whole lines that an interface writes. */
static const char *const interface_lines[] = {
    "advertisement", "advertisements", "advertising", "ad", "ads", "sponsored", "sponsored content", "promoted content",
    "paid content", "story continues below advertisement", "article continues below advertisement",
    "article continues after advertisement", "continue reading", "continue reading the main story", "read more", "read more...",
    "read full article", "read the full story", "read more:", "see also", "see also:", "also read", "also read:", "show more",
    "load more", "view more", "view all", "see all", "share", "share:", "share this", "share this:", "share this article",
    "share this story", "share on facebook", "share on twitter", "share on x", "share on whatsapp", "share on linkedin",
    "share via email", "share article", "facebook", "twitter", "x", "whatsapp", "telegram", "linkedin", "reddit", "pinterest",
    "flipboard", "instagram", "youtube", "email", "e-mail", "print", "print this page", "print article", "copy link", "copy url",
    "link copied", "save", "save article", "bookmark", "listen", "listen to article", "listen to this article", "play", "pause",
    "watch", "watch live", "follow", "follow us", "follow us:", "sign in", "sign up", "log in", "login", "register", "subscribe",
    "subscribe now", "subscribe today", "join now", "donate", "donate now", "support us", "accept", "accept all",
    "accept cookies", "reject all", "manage cookies", "cookie settings", "privacy policy", "terms of use", "terms of service",
    "contact us", "about us", "like", "like this:", "like this", "loading...", "loading\xe2\x80\xa6", "comment", "comments",
    "no comments", "no comments:", "0 comments", "post a comment", "leave a comment", "add a comment", "view comments",
    "show comments", "back to top", "next", "previous", "next article", "previous article", "older post", "newer post", "home",
    "close", "open", "expand", "republish", "republish this article", "print friendly", "translate", "english", "text size",
    "a a a", "image", "photo", "photos", "video", "caption", "getty images", "reuters", "gallery", "photo gallery",
    "(file photo)", "file photo", "unmute", "mute", "newsletter", "related", "recommended", "tags", "tags:", "topics", "topics:",
    "editor's pick", "editors' picks",
};

/* Beginnings of such lines. */
static const char *const interface_beginnings[] = {
    "read more:", "read more about", "read also:", "read also", "also read:", "see also:", "read next:", "related:",
    "related story:", "related stories:", "related article:", "watch:", "watch now:", "listen:", "listen to", "more:",
    "more on this:", "more on ", "recommended:", "subscribe to", "subscribe for", "sign up for", "sign up to", "join our",
    "get our", "follow us on", "follow @", "click here to", "click to share", "share this on", "share on ", "download our",
    "download the app", "support our", "this website uses cookies", "this site uses cookies", "we use cookies", "by clicking",
    "by continuing to use", "tags:", "tagged:", "filed under:", "topics:", "categories:", "category:", "posted in", "copyright ",
    "\xc2\xa9", "(c) 20", "all rights reserved", "photo:", "photo by", "photo credit", "image:", "image credit", "image source",
    "picture:", "caption:", "credit:", "source:", "image caption", "photograph:", "getty images", "view this post",
    "pic.twitter.com", "last updated", "updated:", "updated on", "published:", "published on", "posted on", "posted:",
    "first published", "last modified", "date:", "time to read",
};

/* A headline of what comes behind the article. */
static const char *const tail_marks[] = {
    "check also", "related articles", "related stories", "related posts", "related news", "related content", "related topics",
    "related reading", "related coverage", "you may also like", "you might also like", "you may also be interested in",
    "you might be interested in", "more from", "more like this", "more on this story", "more on this topic", "more in world",
    "more coverage", "recommended stories", "recommended for you", "recommended reading", "recommended articles",
    "suggested articles", "most read", "most popular", "most viewed", "trending now", "latest news", "latest stories",
    "latest posts", "recent posts", "recent articles", "popular posts", "top stories", "editor's picks", "editors' picks",
    "editor's choice", "what to read next", "what to read now", "no comments:", "no comments", "no comments yet", "0 comments",
    "comments", "comments:", "post a comment", "leave a comment", "leave a reply", "write a comment", "add a comment",
    "join the conversation", "join the discussion", "further reading", "from our partners", "around the web", "promoted stories",
    "this article was originally published",
};

/* A headline of a box, which may stand in the middle of an article as well as behind it. */
static const char *const box_marks[] = {
    "keep reading", "read next", "recommended", "latest", "see also", "see also:", "trending", "related", "related:", "up next",
    "sponsored content", "more news", "more stories", "stay informed", "stay up to date", "stay connected", "tags", "tags:",
    "share this:", "share this article", "subscribe to our newsletter", "sign up for our newsletter", "newsletter sign-up",
    "follow us", "support us", "about us", "in this section", "sources:", "footnotes",
};

static const char *const author_marks[] = {
    "author", "authors", "author:", "authors:", "about the author", "about the authors", "about the author:",
    "about the authors:", "contributors", "about the contributor", "contributor", "written by", "the author",
};

/* ---- helpers ---- */

/* Lower case, curly apostrophes plain; data NULL when the line is too long to be any of these. */
static an_str fold(an_str line, char out[FOLDED_BYTES])
{
    size_t n = 0;
    line = an_str_trim(line);
    if (line.length > LINE_BYTES_MAX) return (an_str){0};
    for (size_t i = 0; i < line.length; i++) {
        char c = line.data[i];
        if (i + 2 < line.length && memcmp(line.data + i, "\xe2\x80\x99", 3) == 0) {
            out[n++] = '\'';
            i += 2;
        } else {
            out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
    }
    out[n] = '\0';
    return (an_str){out, n};
}

static bool is_in(an_str folded, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_is(folded, list[i])) return true;
    return false;
}

static bool begins_as(an_str folded, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_starts_with(folded, list[i])) return true;
    return false;
}

#define IN(folded, list) is_in(folded, list, sizeof(list) / sizeof *(list))
#define BEGINS(folded, list) begins_as(folded, list, sizeof(list) / sizeof *(list))

static bool ends_like_sentence(an_str line) { return line.length && strchr(".?!", line.data[line.length - 1]) &&
    !an_str_ends_with(line, "..."); }

/* ---- tests ---- */

bool an_read_is_outlet(an_str line)
{
    char buffer[FOLDED_BYTES];
    an_str folded = fold(line, buffer);
    return folded.data && IN(folded, outlets);
}

bool an_read_is_label(an_str line)
{
    char buffer[FOLDED_BYTES];
    an_str folded = fold(line, buffer);
    return folded.data && folded.length <= LABEL_BYTES_MAX && IN(folded, labels);
}

bool an_read_is_reading_time(an_str line)
{
    static const char *const endings[] = {
        " min read", " minute read", " minutes read", " mins read", "-minute read", "-min read", " min. read", " minutes to read",
    };
    char buffer[FOLDED_BYTES];
    an_str folded = fold(line, buffer);
    if (!folded.data || folded.length > LABEL_BYTES_MAX) return false;
    if (an_str_starts_with(folded, "reading time") || an_str_starts_with(folded, "read time") || an_str_starts_with(folded,
        "estimated reading time")) return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (an_str_ends_with(folded, endings[i])) return true;
    return false;
}

/* A photographer's credit in the form of the agencies, as the whole line or closing a caption. */
bool an_read_is_credit(an_str line)
{
    static const char *const marks[] = {
        "REUTERS/", "Reuters/", "AFP/", "/AFP", "AP Photo", "via Getty", "/Getty", "(Getty Images", "Getty Images)",
        "Getty Images/", "EPA/", "EPA-EFE", "/EPA", "Shutterstock", "/TASS", "/Reuters]", "/AP]", "via REUTERS", "via Reuters",
        "[File:", "(Photo", "[Photo", "Photo by ", "Photograph by ", "Image credit:", "Photo credit:", "Handout via", "/Handout",
        "Wikimedia Commons", "Sputnik/", "/Sputnik", "/Anadolu",
    };
    size_t window = 80;
    an_str tail = an_str_trim(line);
    if (tail.length > LINE_BYTES_MAX * 3) return false;
    if (tail.length > window) tail.data += tail.length - window, tail.length = window;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (an_read_find(tail, marks[i])) return true;
    return false;
}

static bool is_joint(an_str line, size_t i)
{
    const char *c = line.data + i;
    return i + 1 < line.length && c[0] >= 'A' && c[0] <= 'Z' && c[-1] >= 'a' && c[-1] <= 'z' && c[1] >= 'a' && c[1] <= 'z';
}

/* Three words run together at their capitals are a copied menu: "NewsSportSubscribe". */
static bool is_glued_menu(an_str line)
{
    size_t joints = 0;
    for (size_t i = 1; i < line.length && joints < 2; i++) {
        if (line.data[i] == ' ') joints = 0;
        else joints += is_joint(line, i);
    }
    return joints >= 2;
}

/* "3 hours ago" */
static bool is_relative_time(an_str folded)
{
    return folded.length <= LABEL_BYTES_MAX && folded.length && folded.data[0] >= '0' && folded.data[0] <= '9' &&
        an_str_ends_with(folded, " ago");
}

/* What a page says to those who hear it: "list of 3 items", "end of list". */
static bool is_spoken_mark(an_str folded)
{
    return folded.length <= LABEL_BYTES_MAX &&
           (an_str_is(folded, "end of list") || (an_str_starts_with(folded, "list of ") && an_str_ends_with(folded, " items")));
}

bool an_read_is_interface(an_str line)
{
    char buffer[FOLDED_BYTES];
    an_str folded = fold(line, buffer);
    if (!folded.data) return false;
    if (IN(folded, interface_lines) || an_read_is_reading_time(line) || is_relative_time(folded) ||
        is_spoken_mark(folded)) return true;
    if (is_glued_menu(an_str_trim(line)) && !ends_like_sentence(folded)) return true;
    if (an_str_starts_with(folded, "this website uses cookies") || an_str_starts_with(folded, "this site uses cookies") ||
        an_str_starts_with(folded, "we use cookies")) return true;
    return BEGINS(folded, interface_beginnings) && !ends_like_sentence(folded);
}

bool an_read_is_tail_mark(an_str line)
{
    char buffer[FOLDED_BYTES];
    an_str folded = fold(line, buffer);
    return folded.data && (IN(folded, tail_marks) || (folded.length <= LABEL_BYTES_MAX && an_str_starts_with(folded, "more from ")));
}

bool an_read_is_box_mark(an_str line)
{
    char buffer[FOLDED_BYTES];
    an_str folded = fold(line, buffer);
    return folded.data && IN(folded, box_marks);
}

bool an_read_is_author_mark(an_str line)
{
    char buffer[FOLDED_BYTES];
    an_str folded = fold(line, buffer);
    return folded.data && IN(folded, author_marks);
}

/* ---- names ---- */

static bool is_particle(an_str word)
{
    static const char *const particles[] = {
        "and", "de", "der", "van", "von", "bin", "ibn", "al", "el", "la", "le", "du", "di", "da", "dos", "del", "&",
    };
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (an_str_is(word, particles[i])) return true;
    return false;
}

/* Words that begin or make up headings, not names. */
static bool is_common_word(an_str word)
{
    static const char words[] =
        " the a an in on of for to at what why how who when will is are our your my this that these from with after "
        "before new more all latest no not as by ";
    char padded[16];
    if (word.length > 10) return false;
    padded[0] = ' ';
    for (size_t i = 0; i < word.length; i++) padded[i + 1] = word.data[i] >= 'A' && word.data[i] <= 'Z'
        ? (char)(word.data[i] + 32) : word.data[i];
    padded[word.length + 1] = ' ';
    padded[word.length + 2] = '\0';
    return strstr(words, padded) != NULL;
}

static bool is_name_word(an_str word)
{
    size_t length;
    uint32_t first;
    if (word.length && word.data[word.length - 1] == ',') word.length--;
    if (!word.length || is_common_word(word)) return false;
    first = an_utf8_decode(word.data, word.length, &length);
    if (!an_utf8_is_upper(first)) return false;
    for (size_t i = 0; i < word.length; i++)
        if (strchr("0123456789:;!?()[]/|\"@#%$*=+<>", word.data[i])) return false;
    return true;
}

static an_str next_word(an_str *rest)
{
    an_str word = {rest->data, 0};
    while (word.length < rest->length && rest->data[word.length] != ' ') word.length++;
    rest->data += word.length;
    rest->length -= word.length;
    while (rest->length && rest->data[0] == ' ') rest->data++, rest->length--;
    return word;
}

bool an_read_is_name(an_str line)
{
    an_str rest = an_str_trim(line);
    size_t words = 0, capitals = 0;
    if (rest.length > NAME_BYTES_MAX || ends_like_sentence(rest)) return false;
    while (rest.length) {
        an_str word = next_word(&rest);
        if (is_particle(word)) continue;
        if (!is_name_word(word)) return false;
        words++;
        capitals += word.length > 2 && word.data[1] >= 'A' && word.data[1] <= 'Z' && word.data[word.length - 1] >= 'A' &&
            word.data[word.length - 1] <= 'Z';
    }
    return words >= 2 && words <= NAME_WORDS_MAX && capitals < words;
}

static an_str cut_at(an_str text, const char *mark)
{
    const char *found = an_read_find(text, mark);
    return found ? an_str_trim((an_str){text.data, (size_t)(found - text.data)}) : text;
}

/* The name only: without what stands behind it (role, place, date, address). */
static an_str cut_name(an_str text)
{
    static const char *const marks[] = {
        " | ", " \xe2\x80\xa2 ", " \xc2\xb7 ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " in ", " for ", ", in ", " (", " @",
        ", Staff", ", staff", ", Senior", ", Special", ", Chief", ", Correspondent", ", correspondent", ", Reporter",
        ", reporter", ", Editor", ", editor", ", AP", ", Associated", ", Reuters", ", AFP", ", BBC", ", CNN", ", Opinion",
        ", Guest", ", Contributor", ", contributor", " Published", " Updated", " Posted", " on ",
    };
    an_date_range date;
    an_span place;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) text = cut_at(text, marks[i]);
    if (an_read_find_date(text, &date, &place)) text.length = place.start;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9') text.length = i;
    text = an_str_trim(text);
    while (text.length && strchr(",.;:|-", text.data[text.length - 1])) text.length--;
    return an_str_trim(text);
}

an_str an_read_byline_name(an_str line)
{
    static const char *const beginnings[] = {
        "written by ", "reported by ", "reporting by ", "analysis by ", "opinion by ", "story by ", "words by ", "text by ",
        "posted by ", "authored by ", "author: ", "authors: ", "by: ", "by ",
    };
    an_str text = an_str_trim(line);
    if (text.length > BYLINE_BYTES_MAX || ends_like_sentence(text)) return (an_str){0};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t n = strlen(beginnings[i]);
        an_str name;
        if (text.length <= n || strncasecmp(text.data, beginnings[i], n) != 0) continue;
        name = cut_name((an_str){text.data + n, text.length - n});
        if (an_str_starts_with(name, "By ") || an_str_starts_with(name, "by ")) name.data += 3, name.length -= 3;
        if (an_read_is_name(name) || an_read_is_outlet(name)) return name;
    }
    return (an_str){0};
}
