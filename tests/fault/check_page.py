#!/usr/bin/env python3
"""Whether a page made from hostile reports is free of what could run or be fetched: no element, attribute or link but those that the
page itself needs. Prints what is wrong; exit status 1 then.

usage: check_page.py PAGE WORDS...      WORDS: each must stand in the page as text that a reader sees"""
import html.parser
import sys

ELEMENTS = {"html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "b", "i", "nav", "a", "main", "section", "div",
            "table", "thead", "tbody", "tr", "th", "td", "small", "span", "mark", "blockquote", "article", "details", "summary", "footer",
            "svg", "g", "line", "rect", "circle", "path", "text", "polyline", "polygon", "defs", "marker", "tspan", "pattern", "input", "label",
            "figure", "figcaption", "ul", "li", "q", "img"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "title", "style", "open", "viewbox", "width", "height",
              "role", "aria-label", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "text-anchor", "transform", "fill",
              "stroke", "stroke-width", "stroke-opacity", "fill-opacity", "opacity", "dx", "dy", "markerwidth", "markerheight", "refx", "refy",
              "orient", "marker-end", "preserveaspectratio", "font-size", "colspan", "type", "for", "checked", "src", "alt", "patternunits", "patterntransform"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.words, self.policy = [], [], ""

    def handle_starttag(self, tag, attributes):
        place = "line %d, column %d" % self.getpos()
        if tag not in ELEMENTS:
            self.faults.append(f"{place}: element <{tag}>")
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.faults.append(f"{place}: attribute {name} of <{tag}>")
            if name == "href" and not (value or "").startswith("#"):
                self.faults.append(f"{place}: a link to {value}")
            if name == "src" and not (value or "").startswith("data:image/svg+xml;base64,"):
                self.faults.append(f"{place}: an image from {value}")
            if name == "style" and ("url(" in (value or "") or "<" in (value or "")):
                self.faults.append(f"{place}: style {value}")
            if name == "content" and "default-src 'none'" in (value or ""):
                self.policy = value

    def handle_data(self, data):
        self.words.append(data)
        if any(c != "\n" and c != "\t" and (c < " " or "\x7f" <= c < "\xa0") for c in data):
            self.faults.append("line %d, column %d: a control character" % self.getpos())


def main():
    page = Page()
    with open(sys.argv[1], encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    if "script-src" in page.policy or not page.policy:
        page.faults.append("the page's policy does not forbid scripts")
    text = " ".join("".join(page.words).split())
    page.faults += [f"not in the text: {words}" for words in sys.argv[2:] if words not in text]
    print("\n".join(page.faults[:20]))
    return 1 if page.faults else 0


sys.exit(main())
