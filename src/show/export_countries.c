/* The table is of facts: ISO 3166-1 and 3166-3, FIPS 10-4 as GDELT uses it (South Sudan OD, Kosovo KV), the country codes of the CAMEO manual
 * where they are not ISO's (ROM, TMP, MTN, KSV, IMY), the state numbers of Correlates of War (2016) and of Gleditsch and Ward. The Palestinian
 * territories have two FIPS codes, WE and GZ; which one a place lies in is for the writer to tell. */
#include "show/export_countries.h"

#include "base/span.h"

static const an_country rows[] = { /* by ISO alpha-3 */
    {"ABW", "AW", "AA", "ABW", 0, 0, "Aruba"}, {"AFG", "AF", "AF", "AFG", 700, 700, "Afghanistan"},
    {"AGO", "AO", "AO", "AGO", 540, 540, "Angola"}, {"AIA", "AI", "AV", "AIA", 0, 0, "Anguilla"},
    {"ALA", "AX", "", "ALA", 0, 0, "Åland Islands"}, {"ALB", "AL", "AL", "ALB", 339, 339, "Albania"},
    {"AND", "AD", "AN", "AND", 232, 232, "Andorra"}, {"ARE", "AE", "AE", "ARE", 696, 696, "United Arab Emirates"},
    {"ARG", "AR", "AR", "ARG", 160, 160, "Argentina"}, {"ARM", "AM", "AM", "ARM", 371, 371, "Armenia"},
    {"ASM", "AS", "AQ", "ASM", 0, 0, "American Samoa"}, {"ATA", "AQ", "AY", "ATA", 0, 0, "Antarctica"},
    {"ATF", "TF", "FS", "ATF", 0, 0, "French Southern Territories"}, {"ATG", "AG", "AC", "ATG", 58, 58, "Antigua and Barbuda"},
    {"AUS", "AU", "AS", "AUS", 900, 900, "Australia"}, {"AUT", "AT", "AU", "AUT", 305, 305, "Austria"},
    {"AZE", "AZ", "AJ", "AZE", 373, 373, "Azerbaijan"}, {"BDI", "BI", "BY", "BDI", 516, 516, "Burundi"},
    {"BEL", "BE", "BE", "BEL", 211, 211, "Belgium"}, {"BEN", "BJ", "BN", "BEN", 434, 434, "Benin"},
    {"BES", "BQ", "", "BES", 0, 0, "Caribbean Netherlands"}, {"BFA", "BF", "UV", "BFA", 439, 439, "Burkina Faso"},
    {"BGD", "BD", "BG", "BGD", 771, 771, "Bangladesh"}, {"BGR", "BG", "BU", "BGR", 355, 355, "Bulgaria"},
    {"BHR", "BH", "BA", "BHR", 692, 692, "Bahrain"}, {"BHS", "BS", "BF", "BHS", 31, 31, "Bahamas"},
    {"BIH", "BA", "BK", "BIH", 346, 346, "Bosnia and Herzegovina"}, {"BLM", "BL", "TB", "BLM", 0, 0, "Saint Barthélemy"},
    {"BLR", "BY", "BO", "BLR", 370, 370, "Belarus"}, {"BLZ", "BZ", "BH", "BLZ", 80, 80, "Belize"},
    {"BMU", "BM", "BD", "BMU", 0, 0, "Bermuda"}, {"BOL", "BO", "BL", "BOL", 145, 145, "Bolivia"},
    {"BRA", "BR", "BR", "BRA", 140, 140, "Brazil"}, {"BRB", "BB", "BB", "BRB", 53, 53, "Barbados"},
    {"BRN", "BN", "BX", "BRN", 835, 835, "Brunei"}, {"BTN", "BT", "BT", "BTN", 760, 760, "Bhutan"},
    {"BUR", "", "BM", "MMR", 775, 775, "Burma"}, {"BVT", "BV", "BV", "BVT", 0, 0, "Bouvet Island"},
    {"BWA", "BW", "BC", "BWA", 571, 571, "Botswana"}, {"CAF", "CF", "CT", "CAF", 482, 482, "Central African Republic"},
    {"CAN", "CA", "CA", "CAN", 20, 20, "Canada"}, {"CCK", "CC", "CK", "CCK", 0, 0, "Cocos Islands"},
    {"CHE", "CH", "SZ", "CHE", 225, 225, "Switzerland"}, {"CHL", "CL", "CI", "CHL", 155, 155, "Chile"},
    {"CHN", "CN", "CH", "CHN", 710, 710, "China"}, {"CIV", "CI", "IV", "CIV", 437, 437, "Ivory Coast"},
    {"CMR", "CM", "CM", "CMR", 471, 471, "Cameroon"}, {"COD", "CD", "CG", "COD", 490, 490, "Democratic Republic of the Congo"},
    {"COG", "CG", "CF", "COG", 484, 484, "Republic of the Congo"}, {"COK", "CK", "CW", "COK", 0, 0, "Cook Islands"},
    {"COL", "CO", "CO", "COL", 100, 100, "Colombia"}, {"COM", "KM", "CN", "COM", 581, 581, "Comoros"},
    {"CPV", "CV", "CV", "CPV", 402, 402, "Cape Verde"}, {"CRI", "CR", "CS", "CRI", 94, 94, "Costa Rica"},
    {"CSK", "", "CZ", "CSK", 315, 315, "Czechoslovakia"}, {"CUB", "CU", "CU", "CUB", 40, 40, "Cuba"},
    {"CUW", "CW", "UC", "CUW", 0, 0, "Curaçao"}, {"CXR", "CX", "KT", "CXR", 0, 0, "Christmas Island"},
    {"CYM", "KY", "CJ", "CYM", 0, 0, "Cayman Islands"}, {"CYP", "CY", "CY", "CYP", 352, 352, "Cyprus"},
    {"CZE", "CZ", "EZ", "CZE", 315, 315, "Czechia"}, {"DDR", "", "GC", "DDR", 265, 265, "East Germany"},
    {"DEU", "DE", "GM", "DEU", 255, 260, "Germany"}, {"DJI", "DJ", "DJ", "DJI", 522, 522, "Djibouti"},
    {"DMA", "DM", "DO", "DMA", 54, 54, "Dominica"}, {"DNK", "DK", "DA", "DNK", 390, 390, "Denmark"},
    {"DOM", "DO", "DR", "DOM", 42, 42, "Dominican Republic"}, {"DZA", "DZ", "AG", "DZA", 615, 615, "Algeria"},
    {"ECU", "EC", "EC", "ECU", 130, 130, "Ecuador"}, {"EGY", "EG", "EG", "EGY", 651, 651, "Egypt"},
    {"ERI", "ER", "ER", "ERI", 531, 531, "Eritrea"}, {"ESH", "EH", "WI", "ESH", 0, 0, "Western Sahara"},
    {"ESP", "ES", "SP", "ESP", 230, 230, "Spain"}, {"EST", "EE", "EN", "EST", 366, 366, "Estonia"},
    {"ETH", "ET", "ET", "ETH", 530, 530, "Ethiopia"}, {"FIN", "FI", "FI", "FIN", 375, 375, "Finland"},
    {"FJI", "FJ", "FJ", "FJI", 950, 950, "Fiji"}, {"FLK", "FK", "FK", "FLK", 0, 0, "Falkland Islands"},
    {"FRA", "FR", "FR", "FRA", 220, 220, "France"}, {"FRO", "FO", "FO", "FRO", 0, 0, "Faroe Islands"},
    {"FSM", "FM", "FM", "FSM", 987, 987, "Micronesia"}, {"GAB", "GA", "GB", "GAB", 481, 481, "Gabon"},
    {"GBR", "GB", "UK", "GBR", 200, 200, "United Kingdom"}, {"GEO", "GE", "GG", "GEO", 372, 372, "Georgia"},
    {"GGY", "GG", "GK", "GGY", 0, 0, "Guernsey"}, {"GHA", "GH", "GH", "GHA", 452, 452, "Ghana"},
    {"GIB", "GI", "GI", "GIB", 0, 0, "Gibraltar"}, {"GIN", "GN", "GV", "GIN", 438, 438, "Guinea"},
    {"GLP", "GP", "GP", "GLP", 0, 0, "Guadeloupe"}, {"GMB", "GM", "GA", "GMB", 420, 420, "Gambia"},
    {"GNB", "GW", "PU", "GNB", 404, 404, "Guinea-Bissau"}, {"GNQ", "GQ", "EK", "GNQ", 411, 411, "Equatorial Guinea"},
    {"GRC", "GR", "GR", "GRC", 350, 350, "Greece"}, {"GRD", "GD", "GJ", "GRD", 55, 55, "Grenada"},
    {"GRL", "GL", "GL", "GRL", 0, 0, "Greenland"}, {"GTM", "GT", "GT", "GTM", 90, 90, "Guatemala"},
    {"GUF", "GF", "FG", "GUF", 0, 0, "French Guiana"}, {"GUM", "GU", "GQ", "GUM", 0, 0, "Guam"},
    {"GUY", "GY", "GY", "GUY", 110, 110, "Guyana"}, {"HKG", "HK", "HK", "HKG", 0, 0, "Hong Kong"},
    {"HMD", "HM", "HM", "HMD", 0, 0, "Heard Island and McDonald Islands"}, {"HND", "HN", "HO", "HND", 91, 91, "Honduras"},
    {"HRV", "HR", "HR", "HRV", 344, 344, "Croatia"}, {"HTI", "HT", "HA", "HTI", 41, 41, "Haiti"},
    {"HUN", "HU", "HU", "HUN", 310, 310, "Hungary"}, {"IDN", "ID", "ID", "IDN", 850, 850, "Indonesia"},
    {"IMN", "IM", "IM", "IMY", 0, 0, "Isle of Man"}, {"IND", "IN", "IN", "IND", 750, 750, "India"},
    {"IOT", "IO", "IO", "IOT", 0, 0, "British Indian Ocean Territory"}, {"IRL", "IE", "EI", "IRL", 205, 205, "Ireland"},
    {"IRN", "IR", "IR", "IRN", 630, 630, "Iran"}, {"IRQ", "IQ", "IZ", "IRQ", 645, 645, "Iraq"},
    {"ISL", "IS", "IC", "ISL", 395, 395, "Iceland"}, {"ISR", "IL", "IS", "ISR", 666, 666, "Israel"},
    {"ITA", "IT", "IT", "ITA", 325, 325, "Italy"}, {"JAM", "JM", "JM", "JAM", 51, 51, "Jamaica"},
    {"JEY", "JE", "JE", "JEY", 0, 0, "Jersey"}, {"JOR", "JO", "JO", "JOR", 663, 663, "Jordan"},
    {"JPN", "JP", "JA", "JPN", 740, 740, "Japan"}, {"KAZ", "KZ", "KZ", "KAZ", 705, 705, "Kazakhstan"},
    {"KEN", "KE", "KE", "KEN", 501, 501, "Kenya"}, {"KGZ", "KG", "KG", "KGZ", 703, 703, "Kyrgyzstan"},
    {"KHM", "KH", "CB", "KHM", 811, 811, "Cambodia"}, {"KIR", "KI", "KR", "KIR", 946, 970, "Kiribati"},
    {"KNA", "KN", "SC", "KNA", 60, 60, "Saint Kitts and Nevis"}, {"KOR", "KR", "KS", "KOR", 732, 732, "South Korea"},
    {"KWT", "KW", "KU", "KWT", 690, 690, "Kuwait"}, {"LAO", "LA", "LA", "LAO", 812, 812, "Laos"},
    {"LBN", "LB", "LE", "LBN", 660, 660, "Lebanon"}, {"LBR", "LR", "LI", "LBR", 450, 450, "Liberia"},
    {"LBY", "LY", "LY", "LBY", 620, 620, "Libya"}, {"LCA", "LC", "ST", "LCA", 56, 56, "Saint Lucia"},
    {"LIE", "LI", "LS", "LIE", 223, 223, "Liechtenstein"}, {"LKA", "LK", "CE", "LKA", 780, 780, "Sri Lanka"},
    {"LSO", "LS", "LT", "LSO", 570, 570, "Lesotho"}, {"LTU", "LT", "LH", "LTU", 368, 368, "Lithuania"},
    {"LUX", "LU", "LU", "LUX", 212, 212, "Luxembourg"}, {"LVA", "LV", "LG", "LVA", 367, 367, "Latvia"},
    {"MAC", "MO", "MC", "MAC", 0, 0, "Macao"}, {"MAF", "MF", "RN", "MAF", 0, 0, "Saint Martin"},
    {"MAR", "MA", "MO", "MAR", 600, 600, "Morocco"}, {"MCO", "MC", "MN", "MCO", 221, 221, "Monaco"},
    {"MDA", "MD", "MD", "MDA", 359, 359, "Moldova"}, {"MDG", "MG", "MA", "MDG", 580, 580, "Madagascar"},
    {"MDV", "MV", "MV", "MDV", 781, 781, "Maldives"}, {"MEX", "MX", "MX", "MEX", 70, 70, "Mexico"},
    {"MHL", "MH", "RM", "MHL", 983, 983, "Marshall Islands"}, {"MKD", "MK", "MK", "MKD", 343, 343, "North Macedonia"},
    {"MLI", "ML", "ML", "MLI", 432, 432, "Mali"}, {"MLT", "MT", "MT", "MLT", 338, 338, "Malta"},
    {"MMR", "MM", "BM", "MMR", 775, 775, "Myanmar"}, {"MNE", "ME", "MJ", "MTN", 341, 341, "Montenegro"},
    {"MNG", "MN", "MG", "MNG", 712, 712, "Mongolia"}, {"MNP", "MP", "CQ", "MNP", 0, 0, "Northern Mariana Islands"},
    {"MOZ", "MZ", "MZ", "MOZ", 541, 541, "Mozambique"}, {"MRT", "MR", "MR", "MRT", 435, 435, "Mauritania"},
    {"MSR", "MS", "MH", "MSR", 0, 0, "Montserrat"}, {"MTQ", "MQ", "MB", "MTQ", 0, 0, "Martinique"},
    {"MUS", "MU", "MP", "MUS", 590, 590, "Mauritius"}, {"MWI", "MW", "MI", "MWI", 553, 553, "Malawi"},
    {"MYS", "MY", "MY", "MYS", 820, 820, "Malaysia"}, {"MYT", "YT", "MF", "MYT", 0, 0, "Mayotte"},
    {"NAM", "NA", "WA", "NAM", 565, 565, "Namibia"}, {"NCL", "NC", "NC", "NCL", 0, 0, "New Caledonia"},
    {"NER", "NE", "NG", "NER", 436, 436, "Niger"}, {"NFK", "NF", "NF", "NFK", 0, 0, "Norfolk Island"},
    {"NGA", "NG", "NI", "NGA", 475, 475, "Nigeria"}, {"NIC", "NI", "NU", "NIC", 93, 93, "Nicaragua"},
    {"NIU", "NU", "NE", "NIU", 0, 0, "Niue"}, {"NLD", "NL", "NL", "NLD", 210, 210, "Netherlands"},
    {"NOR", "NO", "NO", "NOR", 385, 385, "Norway"}, {"NPL", "NP", "NP", "NPL", 790, 790, "Nepal"},
    {"NRU", "NR", "NR", "NRU", 970, 971, "Nauru"}, {"NZL", "NZ", "NZ", "NZL", 920, 920, "New Zealand"},
    {"OMN", "OM", "MU", "OMN", 698, 698, "Oman"}, {"PAK", "PK", "PK", "PAK", 770, 770, "Pakistan"},
    {"PAN", "PA", "PM", "PAN", 95, 95, "Panama"}, {"PCN", "PN", "PC", "PCN", 0, 0, "Pitcairn"},
    {"PER", "PE", "PE", "PER", 135, 135, "Peru"}, {"PHL", "PH", "RP", "PHL", 840, 840, "Philippines"},
    {"PLW", "PW", "PS", "PLW", 986, 986, "Palau"}, {"PNG", "PG", "PP", "PNG", 910, 910, "Papua New Guinea"},
    {"POL", "PL", "PL", "POL", 290, 290, "Poland"}, {"PRI", "PR", "RQ", "PRI", 0, 0, "Puerto Rico"},
    {"PRK", "KP", "KN", "PRK", 731, 731, "North Korea"}, {"PRT", "PT", "PO", "PRT", 235, 235, "Portugal"},
    {"PRY", "PY", "PA", "PRY", 150, 150, "Paraguay"}, {"PSE", "PS", "", "PSE", 0, 0, "Palestine"},
    {"PYF", "PF", "FP", "PYF", 0, 0, "French Polynesia"}, {"QAT", "QA", "QA", "QAT", 694, 694, "Qatar"},
    {"REU", "RE", "RE", "REU", 0, 0, "Réunion"}, {"ROU", "RO", "RO", "ROM", 360, 360, "Romania"},
    {"RUS", "RU", "RS", "RUS", 365, 365, "Russia"}, {"RWA", "RW", "RW", "RWA", 517, 517, "Rwanda"},
    {"SAU", "SA", "SA", "SAU", 670, 670, "Saudi Arabia"}, {"SCG", "", "YI", "SRB", 345, 345, "Serbia and Montenegro"},
    {"SDN", "SD", "SU", "SDN", 625, 625, "Sudan"}, {"SEN", "SN", "SG", "SEN", 433, 433, "Senegal"},
    {"SGP", "SG", "SN", "SGP", 830, 830, "Singapore"}, {"SGS", "GS", "SX", "SGS", 0, 0, "South Georgia and the South Sandwich Islands"},
    {"SHN", "SH", "SH", "SHN", 0, 0, "Saint Helena"}, {"SJM", "SJ", "SV", "SJM", 0, 0, "Svalbard and Jan Mayen"},
    {"SLB", "SB", "BP", "SLB", 940, 940, "Solomon Islands"}, {"SLE", "SL", "SL", "SLE", 451, 451, "Sierra Leone"},
    {"SLV", "SV", "ES", "SLV", 92, 92, "El Salvador"}, {"SMR", "SM", "SM", "SMR", 331, 331, "San Marino"},
    {"SOM", "SO", "SO", "SOM", 520, 520, "Somalia"}, {"SPM", "PM", "SB", "SPM", 0, 0, "Saint Pierre and Miquelon"},
    {"SRB", "RS", "RI", "SRB", 345, 340, "Serbia"}, {"SSD", "SS", "OD", "SSD", 626, 626, "South Sudan"},
    {"STP", "ST", "TP", "STP", 403, 403, "São Tomé and Príncipe"}, {"SUN", "", "UR", "SUN", 365, 365, "Soviet Union"},
    {"SUR", "SR", "NS", "SUR", 115, 115, "Suriname"}, {"SVK", "SK", "LO", "SVK", 317, 317, "Slovakia"},
    {"SVN", "SI", "SI", "SVN", 349, 349, "Slovenia"}, {"SWE", "SE", "SW", "SWE", 380, 380, "Sweden"},
    {"SWZ", "SZ", "WZ", "SWZ", 572, 572, "Eswatini"}, {"SXM", "SX", "NN", "SXM", 0, 0, "Sint Maarten"},
    {"SYC", "SC", "SE", "SYC", 591, 591, "Seychelles"}, {"SYR", "SY", "SY", "SYR", 652, 652, "Syria"},
    {"TCA", "TC", "TK", "TCA", 0, 0, "Turks and Caicos Islands"}, {"TCD", "TD", "CD", "TCD", 483, 483, "Chad"},
    {"TGO", "TG", "TO", "TGO", 461, 461, "Togo"}, {"THA", "TH", "TH", "THA", 800, 800, "Thailand"},
    {"TJK", "TJ", "TI", "TJK", 702, 702, "Tajikistan"}, {"TKL", "TK", "TL", "TKL", 0, 0, "Tokelau"},
    {"TKM", "TM", "TX", "TKM", 701, 701, "Turkmenistan"}, {"TLS", "TL", "TT", "TMP", 860, 860, "Timor-Leste"},
    {"TON", "TO", "TN", "TON", 955, 972, "Tonga"}, {"TTO", "TT", "TD", "TTO", 52, 52, "Trinidad and Tobago"},
    {"TUN", "TN", "TS", "TUN", 616, 616, "Tunisia"}, {"TUR", "TR", "TU", "TUR", 640, 640, "Turkey"},
    {"TUV", "TV", "TV", "TUV", 947, 973, "Tuvalu"}, {"TWN", "TW", "TW", "TWN", 713, 713, "Taiwan"},
    {"TZA", "TZ", "TZ", "TZA", 510, 510, "Tanzania"}, {"UGA", "UG", "UG", "UGA", 500, 500, "Uganda"},
    {"UKR", "UA", "UP", "UKR", 369, 369, "Ukraine"}, {"UMI", "UM", "", "UMI", 0, 0, "United States Minor Outlying Islands"},
    {"URY", "UY", "UY", "URY", 165, 165, "Uruguay"}, {"USA", "US", "US", "USA", 2, 2, "United States"},
    {"UZB", "UZ", "UZ", "UZB", 704, 704, "Uzbekistan"}, {"VAT", "VA", "VT", "VAT", 0, 0, "Vatican City"},
    {"VCT", "VC", "VC", "VCT", 57, 57, "Saint Vincent and the Grenadines"}, {"VDR", "", "VN", "VDR", 816, 816, "North Vietnam"},
    {"VEN", "VE", "VE", "VEN", 101, 101, "Venezuela"}, {"VGB", "VG", "VI", "VGB", 0, 0, "British Virgin Islands"},
    {"VIR", "VI", "VQ", "VIR", 0, 0, "U.S. Virgin Islands"}, {"VNM", "VN", "VM", "VNM", 816, 816, "Vietnam"},
    {"VUT", "VU", "NH", "VUT", 935, 935, "Vanuatu"}, {"WLF", "WF", "WF", "WLF", 0, 0, "Wallis and Futuna"},
    {"WSM", "WS", "WS", "WSM", 990, 990, "Samoa"}, {"XKX", "", "KV", "KSV", 347, 347, "Kosovo"},
    {"YEM", "YE", "YM", "YEM", 679, 678, "Yemen"}, {"YMD", "", "YS", "YMD", 680, 680, "South Yemen"},
    {"YUG", "", "YO", "YUG", 345, 345, "Yugoslavia"}, {"ZAF", "ZA", "SF", "ZAF", 560, 560, "South Africa"},
    {"ZAR", "", "CG", "ZAR", 490, 490, "Zaire"}, {"ZMB", "ZM", "ZA", "ZMB", 551, 551, "Zambia"},
    {"ZWE", "ZW", "ZI", "ZWE", 552, 552, "Zimbabwe"},
};

const an_country *an_country_find(const char *iso3)
{
    size_t low = 0, high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(rows[middle].iso3, iso3);
        if (!order) return &rows[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

const an_country *an_country_at(size_t index) { return index < sizeof rows / sizeof *rows ? &rows[index] : NULL; }

/* UCDP's regions follow the numbers of Gleditsch and Ward. */
const char *an_country_region(const an_country *country)
{
    int number = country->gw;
    if (!number) return "";
    return number < 200 ? "Americas" : number < 400 ? "Europe" : number < 630 ? "Africa" : number < 700 ? "Middle East" : "Asia";
}
