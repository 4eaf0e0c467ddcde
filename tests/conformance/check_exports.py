#!/usr/bin/env python3
"""Reads every export of a base back with nothing but Python's own csv, json and xml, and holds it against the base's JSON lines: columns exactly
those of the field's files, nothing invented, nothing lost, codes converted, the same bytes twice.

usage: check_exports.py ANNALS EXAMPLES"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

ANNALS, EXAMPLES = sys.argv[1:3]
faults = []

POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|
Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|
Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|
Publication Date|Story People|Story Organizations|Story Locations|Language|Version""".replace("\n", "").split("|")
ICEWS = """Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|
Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude""".replace("\n", "").split("|")
ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
GEO = "Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT = (["GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"] + ["Actor1" + n for n in ACTOR] + ["Actor2" + n for n in ACTOR]
         + "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split()
         + [side + "Geo_" + n for side in ("Actor1", "Actor2", "Action") for n in GEO] + ["DATEADDED", "SOURCEURL"])
MENTIONS = """GlobalEventID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset Actor2CharOffset
ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras""".split()
UCDP = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name
side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline
source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()

# Words that break tables: quotes, separators, tabs, markup, characters outside of ASCII; and a day, a month, a range.
HARD = [
    {"id": "h1", "title": 'The "Day", after; <b>all</b> & more\ttab', "outlet": "Evening\tPost; \"late\"", "published": "2022-09-06", "url": "https://example.org/?a=1&b=2",
     "text": "Islamic State Khorasan Province gunmen attacked Taliban soldiers in Kabul on 5 September 2022, killing six people."},
    {"id": "h2", "outlet": "Café Ñandú \uffff<&>\u0001", "published": "2022-09",
     "text": "Russia criticized the Taliban in August 2022. The Taliban and Russia held talks in Moscow on 3 March 2021. Romania sent aid to Kosovo on 1 May 2020."},
    {"id": "h3", "text": "Israeli soldiers attacked Hamas fighters in Gaza City on 7 May 2021, killing at least three people."},
]


def fault(text):
    faults.append(text)


def expect(condition, text):
    if not condition:
        fault(text)


def run(*arguments, status=0):
    done = subprocess.run([ANNALS, *arguments], capture_output=True, check=False)
    expect(done.returncode == status, f"{' '.join(arguments)}: exit status {done.returncode}: {done.stderr.decode()[:200]}")
    return done.stdout, done.stderr.decode()


def ask(base, what, form, *more):
    out, _ = run(what, "-b", base, "--format", form, *more)
    expect(out == run(what, "-b", base, "--format", form, *more)[0], f"{what} as {form}: not the same bytes twice")
    return out.decode("utf-8")


def lines_of(base, what, *more):
    return [json.loads(line) for line in ask(base, what, "jsonl", *more).splitlines()]


def tabs(text, name, columns, has_header):
    """Rows as dicts. Read as a plain reader does: quotes have their usual meaning, so a cell must not begin with one by accident."""
    expect((text.endswith("\n") or not text and not has_header) and "\r" not in text, f"{name}: line ends")
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    if has_header:
        expect(rows and rows[0] == columns, f"{name}: columns {rows[:1]}")
        rows = rows[1:]
    for row in rows:
        expect(len(row) == len(columns), f"{name}: {len(row)} cells instead of {len(columns)}: {row[:3]}")
    return [dict(zip(columns, row)) for row in rows]


def is_asserted(event):
    return event["factuality"] in ("happened", "ongoing")


def pairs(event):
    actors, recipients = event["actors"], event["recipients"]
    if not recipients and len(actors) > 1:
        return [(a, b) for a in actors for b in actors if a is not b]
    return [(a, b) for a in actors or [None] for b in recipients or [None]]


def day_of(dates):
    return dates["from"] if dates and dates["from"] and dates["from"] == dates["to"] else ""


def check_polecat(base, events):
    rows = tabs(ask(base, "events", "polecat"), "polecat", POLECAT, True)
    events = [e for e in events if is_asserted(e)]
    expect([r["Event ID"] for r in rows] == [e["key"] for e in events], "polecat: a row for each event that happened")
    for row, event in zip(rows, events):
        expect("" not in row.values(), f"polecat: an empty cell in {row['Event ID']}")
        expect(row["Event Type"] == event["type"] and float(row["Intensity"]) == event["plover_score"], f"polecat: type or intensity of {event['key']}")
        expect(row["Actor Name"].split("; ") == [a["name"] for a in event["actors"]] or '"' in str(event["actors"]) or row["Actor Name"] == "None" and not event["actors"],
               f"polecat: actors of {event['key']}: {row['Actor Name']}")
        expect(row["Event Date"] in (day_of(event["date"]), "None"), f"polecat: date of {event['key']}")
        if event["place"] and event["place"]["lat"] is not None:
            expect((float(row["Latitude"]), float(row["Longitude"])) == (event["place"]["lat"], event["place"]["lon"]), f"polecat: coordinates of {event['key']}")
    cow = {c: n for r in rows for c, n in zip(r["Actor Country"].split("; "), r["Actor COW"].split("; ")) if c != "None"}
    expect(all(cow.get(c, n) == n for c, n in {"RUS": "365", "AFG": "700", "ROU": "360"}.items()), f"polecat: codes of Correlates of War: {cow}")
    return rows


def check_icews(base, events):
    rows = tabs(ask(base, "events", "icews"), "icews", ICEWS, True)
    expected = [(e, a, b) for e in events if is_asserted(e) for a, b in pairs(e)]
    expect(len(rows) == len(expected), f"icews: {len(rows)} rows instead of {len(expected)}")
    for row, (event, source, target) in zip(rows, expected):
        expect(row["CAMEO Code"] == (event["cameo"] or ""), f"icews: code of {event['key']}")
        expect(row["Event Text"] != "" or not event["cameo"], f"icews: no words for {event['cameo']}")
        expect(row["Source Name"].replace("'", '"') == ((source or {}).get("name") or "").replace("'", '"'), f"icews: source of {event['key']}")
        expect(bool(row["Target Name"]) == bool(target and target["name"]), f"icews: target of {event['key']}")
        expect(row["Story ID"] == event["document"] and int(row["Sentence Number"]) == event["sentence"] + 1, f"icews: story of {event['key']}")
        expect(0 <= int(row["Event ID"]) < 2 ** 52, "icews: an id that R would round")
    expect(len({(r["Event ID"], r["Event Date"]) for r in rows}) == len(rows), "icews: id and date are not unique")


def check_gdelt(base, incidents):
    events = tabs(ask(base, "events", "gdelt"), "gdelt", GDELT, False)
    mentions = tabs(ask(base, "events", "gdelt-mentions"), "gdelt-mentions", MENTIONS, False)
    ids = {e["GlobalEventID"] for e in events}
    keys = {int(i["key"][:13], 16): i for i in incidents if is_asserted(i)}
    expect(len(ids) == len(events), "gdelt: an id twice")
    expect(set(map(str, keys)) <= ids, "gdelt: an incident without an event")
    expect({m["GlobalEventID"] for m in mentions} == ids, "gdelt: mentions and events do not meet")
    for e in events:
        told = sum(m["GlobalEventID"] == e["GlobalEventID"] for m in mentions)
        expect(int(e["NumMentions"]) == told, f"gdelt: {e['NumMentions']} mentions told, {told} written")
        expect(e["Actor1Geo_Type"] == "0" and e["AvgTone"] == "" and e["ActionGeo_Type"] in list("012345"), "gdelt: something made up")
        expect(e["EventRootCode"] == e["EventCode"][:2] and e["EventBaseCode"] == e["EventCode"][:3], "gdelt: codes")
        expect(re.fullmatch(r"(\d{8}|)", e["Day"]) and re.fullmatch(r"(\d{14}|)", e["DATEADDED"]), "gdelt: days")
        expect(not e["Day"] or e["Day"].startswith(e["MonthYear"]) and e["MonthYear"].startswith(e["Year"]), "gdelt: day, month and year")
        if int(e["GlobalEventID"]) in keys:
            incident = keys[int(e["GlobalEventID"])]
            expect(e["Day"] == day_of(incident["date"]).replace("-", ""), "gdelt: day of the incident")
            expect(int(e["NumArticles"]) == incident["reports"], "gdelt: articles of the incident")
    for m in mentions:
        expect(m["MentionType"] in "12" and 0 < int(m["Confidence"]) <= 100, "gdelt-mentions: type or confidence")
        expect(int(m["ActionCharOffset"]) < int(m["MentionDocLen"]), "gdelt-mentions: an offset behind the text")
    return events, mentions


def check_ucdp(base, incidents):
    text = ask(base, "incidents", "ucdp")
    expect(text.count("\r\n") >= 1 and text.endswith("\r\n"), "ucdp: line ends")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    by_key = {i["key"]: i for i in incidents}
    expect(text.splitlines()[0].split(",") == UCDP, "ucdp: columns")
    expect({r["relid"] for r in rows} == {i["key"] for i in incidents if i["type"] == "ASSAULT" and is_asserted(i)}, "ucdp: rows are the violence that happened")
    for row in rows:
        incident = by_key[row["relid"]]
        killed = incident["killed"]
        expect(None not in row and None not in row.values(), f"ucdp: cells of {row['relid']}")
        expect((row["best"], row["low"], row["high"]) == (tuple("" if killed[k] is None else str(killed[k]) for k in ("best", "low", "high")) if killed else ("", "", "")),
               f"ucdp: deaths of {row['relid']}")
        expect(row["date_prec"] == (str(incident["date"]["precision"]) if incident["date"] else ""), f"ucdp: precision of the date of {row['relid']}")
        expect(row["where_prec"] == (str(incident["place"]["precision"]) if incident["place"] and incident["place"]["precision"] else ""), "ucdp: precision of the place")
        expect(all(row[c] == "" for c in ("type_of_violence", "conflict_new_id", "deaths_a", "deaths_civilians", "event_clarity")), "ucdp: something made up")
    typed = {r["relid"] for r in csv.DictReader(io.StringIO(ask(base, "incidents", "ucdp", "--type", "CONSULT"), newline=""))}
    expect(typed >= {i["key"] for i in incidents if i["type"] == "CONSULT" and is_asserted(i)}, "ucdp: a type that was asked for")
    return rows


def check_geojson(base, what, records):
    collection = json.loads(ask(base, what, "geojson"))
    features = collection["features"]
    expect(collection["type"] == "FeatureCollection" and len(features) == len(records), f"geojson of {what}: features")
    for feature, record in zip(features, records):
        place = record["place"]
        at = [place["lon"], place["lat"]] if place and place["lat"] is not None else None
        expect(feature["id"] == record["key"] and feature["properties"]["record"] == {k: v for k, v in record.items()}, f"geojson: record of {record['key']}")
        expect((feature["geometry"] or {}).get("coordinates") == at, f"geojson: {record['key']} was moved")
        expect((feature["properties"]["precision"] is None) == (place is None), f"geojson: precision of {record['key']}")


def check_graphml(text, name):
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = xml.fromstring(text)
    keys = {(k.get("id"), k.get("for")): k.get("attr.type") for k in root.findall("g:key", space)}
    nodes = [n.get("id") for n in root.findall("g:graph/g:node", space)]
    edges = root.findall("g:graph/g:edge", space)
    expect(len(nodes) == len(set(nodes)), f"{name}: a node twice")
    for edge in edges:
        expect(edge.get("source") in nodes and edge.get("target") in nodes, f"{name}: an edge to nowhere")
        for data in edge.findall("g:data", space):
            kind = keys.get((data.get("key"), "edge"))
            expect(kind is not None, f"{name}: key {data.get('key')}")
            if kind in ("int", "double"):
                float(data.text)
    return nodes, edges


def check_gexf(text, name):
    space = {"g": "http://gexf.net/1.3"}
    root = xml.fromstring(text)
    graph = root.find("g:graph", space)
    expect(root.get("version") == "1.3" and graph.get("mode") == "dynamic" and graph.get("timeformat") == "date", f"{name}: a dynamic graph")
    nodes = graph.findall("g:nodes/g:node", space)
    spans = {n.get("id"): n.find("g:spells/g:spell", space) for n in nodes}
    edges = graph.findall("g:edges/g:edge", space)
    expect(len({e.get("id") for e in edges}) == len(edges) and len(spans) == len(nodes), f"{name}: ids")
    for edge in edges:
        spell = edge.find("g:spells/g:spell", space)
        start, end = spell.get("start") or "", spell.get("end") or "9999"
        expect(start <= end and (spell.get("start") or spell.get("end")), f"{name}: spell {start} {end}")
        for node in (edge.get("source"), edge.get("target")):
            expect(node in spans, f"{name}: an edge to nowhere")
            expect(not spell.get("start") or spans[node].get("start") <= start, f"{name}: {node} acts before it is there")
    return nodes, edges


# What the specification of STIX 2.1 requires of the objects that we write (sections 3.2, 4.5, 4.7, 4.10, 4.16, 5.1, 7.3).
REQUIRED = {"identity": {"name"}, "incident": {"name"}, "location": set(), "report": {"name", "published", "object_refs"},
            "relationship": {"relationship_type", "source_ref", "target_ref"},
            "extension-definition": {"name", "schema", "version", "extension_types", "created_by_ref"}}
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ID = re.compile(r"[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def check_stix(base, events):
    bundle = json.loads(ask(base, "events", "stix"))
    objects = {o["id"]: o for o in bundle["objects"]}
    expect(bundle["type"] == "bundle" and ID.fullmatch(bundle["id"]), "stix: bundle")
    expect(len(objects) == len(bundle["objects"]), "stix: an id twice")
    extensions = {i for i, o in objects.items() if o["type"] == "extension-definition"}
    for i, o in objects.items():
        kind = o["type"]
        expect(kind in REQUIRED and ID.fullmatch(i) and i.startswith(kind + "--"), f"stix: id {i} of {kind}")
        expect(o["spec_version"] == "2.1" and TIMESTAMP.fullmatch(o["created"]) and o["created"] <= o["modified"], f"stix: common properties of {i}")
        expect(REQUIRED.get(kind, set()) <= o.keys(), f"stix: {kind} without {REQUIRED.get(kind, set()) - o.keys()}")
        expect(all(v not in ("", [], {}) for v in o.values()), f"stix: an empty property in {i}")
        for name, value in o.items():
            for reference in value if name.endswith("_refs") else [value] if name.endswith("_ref") else []:
                expect(reference in objects, f"stix: {i} refers to {reference}, which is not in the bundle")
        expect(set(o.get("extensions", {})) <= extensions, f"stix: extension of {i}")
        if kind == "location":
            expect(("latitude" in o) == ("longitude" in o) and ("latitude" in o or "country" in o), f"stix: location {i}")
            expect(re.fullmatch("[A-Z]{2}", o.get("country", "XX")), f"stix: country of {i}")
        if kind == "relationship":
            expect(re.fullmatch("[a-z0-9-]+", o["relationship_type"]) and o.get("start_time", "") < o.get("stop_time", "9"), f"stix: relationship {i}")
        if "confidence" in o:
            expect(0 <= o["confidence"] <= 100, f"stix: confidence of {i}")
    told = [e for e in events if is_asserted(e)]
    expect(sum(o["type"] == "incident" for o in objects.values()) == len(told), "stix: an incident for each event that happened")
    named = {a["id"] for e in told for a in e["actors"] + e["recipients"] if a["id"]}
    written = {r["external_id"] for o in objects.values() if o["type"] == "identity" for r in o.get("external_references", [])}
    expect(named == written, f"stix: identities {named ^ written}")
    return objects


def check_base(base):
    events, incidents = lines_of(base, "events"), lines_of(base, "incidents")
    check_polecat(base, events)
    check_icews(base, events)
    tables = check_gdelt(base, incidents)
    rows = check_ucdp(base, incidents)
    check_geojson(base, "events", events)
    check_geojson(base, "incidents", incidents)
    dyads = sum(bool(a and b and a["id"] and b["id"]) for e in events if is_asserted(e) for a, b in pairs(e))
    _, edges = check_graphml(ask(base, "events", "graphml"), "graphml of events")
    expect(len(edges) == dyads, f"graphml of events: {len(edges)} edges instead of {dyads}")
    check_gexf(ask(base, "events", "gexf"), "gexf of events")
    relations = lines_of(base, "relations")
    _, edges = check_graphml(ask(base, "relations", "graphml"), "graphml of relations")
    expect(len(edges) == len(relations), "graphml of relations: an edge for each")
    check_gexf(ask(base, "relations", "gexf"), "gexf of relations")
    check_stix(base, events)
    return tables, rows


def check_codes(base, tables):
    """The hard base: codes at the edge, words that break tables."""
    events, mentions = tables
    countries = {e[side + "CountryCode"] for e in events for side in ("Actor1", "Actor2")} - {""}
    expect({"ROM", "KSV", "AFG", "RUS", "ISR"} <= countries, f"gdelt: CAMEO's countries: {countries}")
    expect(not countries & {"ROU", "XKX"}, "gdelt: ISO codes where CAMEO has others")
    places = {(e["ActionGeo_CountryCode"], e["ActionGeo_Type"]) for e in events}
    expect({("AF", "4"), ("RS", "4"), ("GZ", "4")} <= places, f"gdelt: FIPS codes: {places}")
    groups = {e["Actor2KnownGroupCode"] for e in events} | {e["Actor1KnownGroupCode"] for e in events}
    expect("TAL" in groups, f"gdelt: known groups: {groups}")
    expect(any(m["MentionIdentifier"] == "https://example.org/?a=1&b=2" and m["MentionType"] == "1" for m in mentions), "gdelt-mentions: the page of the web")
    killed = next(csv.DictReader(io.StringIO(ask(base, "incidents", "ucdp", "--document", "h1"), newline="")))
    expect(killed["source_headline"].startswith('The "Day", after, all & more tab'), f"ucdp: headline {killed['source_headline']}")
    expect(killed["country"] == "Afghanistan" and killed["country_id"] == "700" and killed["region"] == "Asia" and killed["best"] == "6", "ucdp: country and deaths")
    month = tabs(ask(base, "events", "polecat", "--since", "2022-08-01", "--until", "2022-08-31"), "polecat", POLECAT, True)
    expect(month and all(r["Event Date"] == "None" for r in month), "polecat: a month is no day")


def check_refusals(base):
    for what, form, says in (("incidents", "polecat", "it holds events"), ("events", "ucdp", "it holds incidents"), ("claims", "gexf", "events or relations"),
                             ("documents", "stix", "it holds events")):
        _, message = run(what, "-b", base, "--format", form, status=2)
        expect(says in message, f"{what} as {form}: {message}")
    run("events", "-b", base, "--format", "polecats", status=2)


def main():
    with tempfile.TemporaryDirectory() as folder:
        examples, hard, empty = (str(pathlib.Path(folder) / name) for name in ("examples.db", "hard.db", "empty.db"))
        source, nothing = pathlib.Path(folder) / "hard.jsonl", pathlib.Path(folder) / "nothing.txt"
        source.write_text("".join(json.dumps(d) + "\n" for d in HARD), encoding="utf-8")
        nothing.write_text("Nothing of note was reported.\n", encoding="utf-8")
        run("read", "-q", "-b", examples, EXAMPLES)
        run("read", "-q", "-b", hard, str(source))
        run("read", "-q", "-b", empty, str(nothing))
        check_base(examples)
        tables, _ = check_base(hard)
        check_codes(hard, tables)
        check_base(empty)
        check_refusals(examples)
    print("\n".join(faults) if faults else "every export is as the field's files are")
    return 1 if faults else 0


sys.exit(main())
