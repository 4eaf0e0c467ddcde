"""Words that the dictionaries know, with what they can be: input to parse_features --marks and parse_export.py.

use: parse_marks.py DATA TEXT >marks.tsv     (DATA: the project's data folder; TEXT: from parse_text.py --as-written, which tells the
                                              ordinary words; a line: word, tab, bits)

Bits are those of MARKS. A word of a name of several words is marked too, as part of one. An ordinary word, which TEXT nearly always
writes small, gets no mark: Census surnames and towns hold hundreds of them.
"""
import pathlib
import re
import sys
from collections import Counter

MARKS = ["given name, frequent", "given name", "surname, frequent", "surname", "surname, rare", "large place", "place", "small place",
         "first of a place of several words", "later of a place of several words", "nationality", "organisation",
         "first of an organisation of several words", "later of an organisation of several words", "known person, given name",
         "known person, surname"]
BIT = {mark: 1 << i for i, mark in enumerate(MARKS)}
FREQUENT_GIVEN, FREQUENT_SURNAME, MIDDLE_SURNAME = 0.02, 2000, 12000     # per cent; ranks
LARGE_PLACE, MIDDLE_PLACE = 300_000, 30_000                             # inhabitants
ORDINARY_SEEN, ORDINARY_SHARE = 20, 0.9                                 # written small so often, and in that share of all
ORGANISATION_KINDS = {"government", "armed-group", "igo", "ngo", "company", "media", "party", "organisation", "military"}


def rows(path):
    lines = (line.rstrip("\n") for line in open(path, encoding="utf-8") if not line.startswith("#"))
    header = next(lines).split("\t")
    for line in lines:
        yield dict(zip(header, line.split("\t")))


def entries(path):
    """(first word, [(word, rest), ...]) of the blocks of a dictionary text; a head line may hold fields behind semicolons."""
    head, fields = None, []
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.lstrip().startswith("#"):
            parts = [part.strip().partition(" ") for part in line.split(" ; ")]
            if not line[0].isspace():
                if head:
                    yield head, fields
                head, fields = parts[0][0], []
                parts = parts[1:]
            fields += [(word, rest.strip()) for word, _, rest in parts]
    if head:
        yield head, fields


def words_of(name):
    name = re.sub(r"\s+(from|until)\s+\S+", "", name)
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)


class Marks:
    def __init__(self, ordinary):
        self.bits, self.ordinary = Counter(), ordinary

    def add(self, word, mark):
        if len(word) > 1 and word.lower() not in self.ordinary:
            self.bits[word.lower()] |= BIT[mark]

    def add_name(self, name, single, first, later):
        words = [w for w in words_of(name) if w[0].isupper()]
        if len(words) == 1:
            self.add(words[0], single)
        for i, word in enumerate(words if len(words) > 1 else []):
            self.add(word, later if i else first)

    def add_place(self, name, single):
        self.add_name(name, single, "first of a place of several words", "later of a place of several words")


def ordinary_words(path):
    small, all_forms = Counter(), Counter()
    for line in open(path, encoding="utf-8"):
        words = line.split()
        for before, word in zip(words, words[1:]):
            if before[-1].isalpha():  # a word that starts a sentence or a quotation tells nothing
                all_forms[word.lower()] += 1
                small[word.lower()] += word.islower()
    return {w for w, n in small.items() if n >= ORDINARY_SEEN and n >= ORDINARY_SHARE * all_forms[w]}


def add_names(marks, data):
    for row in rows(data / "names/given.tsv"):
        share = max(float(row["women"]), float(row["men"]))
        marks.add(row["name"], "given name, frequent" if share >= FREQUENT_GIVEN else "given name")
    for row in rows(data / "names/surnames.tsv"):
        rank = int(row["rank"])
        marks.add(row["name"], "surname, frequent" if rank <= FREQUENT_SURNAME else "surname" if rank <= MIDDLE_SURNAME else "surname, rare")


def add_places(marks, data):
    for row in rows(data / "places/gazetteer.tsv"):
        people = int(row["population"] or 0)
        single = "large place" if people >= LARGE_PLACE else "place" if people >= MIDDLE_PLACE else "small place"
        for name in [row["name"]] + [a for a in row["aliases"].split("|") if a]:
            marks.add_place(name, single)
    for path in ("places/countries.txt", "places/places.txt"):
        for _, fields in entries(data / path):
            for key, value in fields:
                if key in ("name", "alias"):
                    marks.add_place(value, "large place")
                elif key in ("adjective", "demonym"):
                    marks.add(value, "nationality")


def add_actors(marks, data):
    for path in sorted((data / "actors").glob("*.txt")):
        for _, fields in entries(path):
            kind = next((v.split()[0] for k, v in fields if k == "kind"), "")
            names = [v for k, v in fields if k in ("name", "alias", "short")]
            for name in names:
                words = words_of(name)
                if kind == "person" and len(words) > 1:
                    marks.add(words[0], "known person, given name")
                elif kind in ORGANISATION_KINDS:
                    marks.add_name(name, "organisation", "first of an organisation of several words",
                                   "later of an organisation of several words")
                elif kind == "state":
                    marks.add_place(name, "large place")
            for key, value in fields:
                if key == "surname" and kind == "person":
                    marks.add(value.split()[-1], "known person, surname")
                elif key in ("adjective", "demonym") or (key in ("alias", "name") and kind == "population"):
                    for word in words_of(value):
                        marks.add(word, "nationality")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, marks = pathlib.Path(sys.argv[1]), Marks(ordinary_words(sys.argv[2]))
    add_names(marks, data)
    add_places(marks, data)
    add_actors(marks, data)
    for word, bits in sorted(marks.bits.items()):
        print(f"{word}\t{bits}")


if __name__ == "__main__":
    main()
