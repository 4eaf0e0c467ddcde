#!/usr/bin/env python3
"""Makes the files that tests/bad_input.sh hands to the program: packed data cut or damaged, false lengths, false encodings, markup
where words should be, texts without any structure.

usage: make_bad_input.py FOLDER SCALE      SCALE: size of the large texts in kilobytes (the small ones do not depend on it)"""
import gzip
import json
import os
import pathlib
import struct
import sys
import zlib

ACT = "Russia attacked Ukraine on 24 February 2022."
GOOD = "France thanked Germany on 3 May 2021."


def line(identity, text, **more):
    return json.dumps({"id": identity, "text": text, **more}, ensure_ascii=False) + "\n"


# ---- packed ----

def zstd_frame(blocks):
    """A frame of raw blocks (bytes) and of repeated bytes (byte, count), as RFC 8878 lays it out; no compressor is needed."""
    out = b"\x28\xb5\x2f\xfd" + b"\x00" + bytes([(17 - 10) << 3])  # no checksum, window of 128 KiB
    for number, block in enumerate(blocks):
        last = number == len(blocks) - 1
        if isinstance(block, bytes):
            out += struct.pack("<I", len(block) << 3 | 0 << 1 | last)[:3] + block
        else:
            out += struct.pack("<I", block[1] << 3 | 1 << 1 | last)[:3] + block[0]
    return out


def pack_much(path, beginning, byte, megabytes):
    """A gzip file of `beginning` and then one byte again and again: a piece is packed once, up to a byte's end, and repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = byte * (1 << 20)
    head = packer.compress(beginning) + packer.flush(zlib.Z_FULL_FLUSH)
    packed_piece = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.crc32(beginning)
    for _ in range(megabytes):
        checksum = zlib.crc32(piece, checksum)
    size = len(beginning) + megabytes * len(piece)
    path.write_bytes(b"\x1f\x8b\x08" + bytes(7) + head + packed_piece * megabytes + packer.flush() + struct.pack("<II", checksum, size % 2**32))


def make_packed(folder, scale):
    lines = "".join(line(f"p{i}", f"{GOOD} It was letter number {i} of {i * 7919 % 1009}.") for i in range(400)).encode()
    packed = gzip.compress(lines)
    (folder / "whole.gz").write_bytes(packed)
    (folder / "cut.gz").write_bytes(packed[:len(packed) * 2 // 3])
    (folder / "cut-head.gz").write_bytes(packed[:7])
    damaged = bytearray(packed)
    damaged[len(packed) // 2] ^= 0x55
    (folder / "damaged.gz").write_bytes(damaged)
    (folder / "tail.gz").write_bytes(packed + b"and something else")
    (folder / "page-cut.gz").write_bytes(gzip.compress(f"<html><body><p>{ACT}</p></body></html>".encode())[:-12])
    frame = zstd_frame([lines[i:i + 9000] for i in range(0, len(lines), 9000)])
    (folder / "whole.zst").write_bytes(frame)
    (folder / "cut.zst").write_bytes(frame[:len(frame) * 2 // 3])
    (folder / "damaged.zst").write_bytes(frame[:20000] + b"\xff" * 64 + frame[20064:])
    megabytes = 320
    first = line("first", GOOD).encode()
    pack_much(folder / "bomb-zeros.gz", b"", b"\0", megabytes)
    pack_much(folder / "bomb-blanks.gz", b"", b" ", megabytes)
    pack_much(folder / "bomb-lines.gz", first + b'{"id":"long","text":"', b"x", 1024)
    pack_much(folder / "bomb-page.gz", b"<html><body><p>", b"x", megabytes)
    pack_much(folder / "bomb-list.gz", b'[{"id":"long","text":"', b"x", megabytes)
    pack_much(folder / "bomb-empty-lines.gz", first, b"\n", megabytes)
    (folder / "bomb.zst").write_bytes(zstd_frame([first, b'{"id":"long","text":"'] + [(b"x", 128 * 1024)] * (megabytes * 8)))


# ---- lines, encodings ----

def make_lines(folder):
    good = [line("g1", GOOD), line("g2", ACT)]
    broken = {
        "cut": '{"id":"b","te\n', "no-text": '{"id":"b"}\n', "number": '{"id":"b","text":7}\n', "list": '[1,2]\n',
        "word": "true\n", "date": line("b", GOOD, published="yesterday"), "deep": "[" * 100000 + "]" * 100000 + "\n",
        "number-large": '{"id":' + "9" * 5000 + ',"text":"x"}\n', "surplus": '{"id":"b","text":"x"} {"id":"c"}\n',
    }
    for name, bad in broken.items():
        (folder / f"line-{name}.jsonl").write_text(good[0] + bad + good[1], encoding="utf-8")
    (folder / "half-character.jsonl").write_text(good[0] + '{"id":"b","text":"' + ACT + ' \\ud83d"}\n' + good[1])
    (folder / "bytes.jsonl").write_bytes(good[0].encode() + b'{"id":"b","text":"' + ACT.encode() + b' \xff\xfe"}\n' + good[1].encode())
    (folder / "nul.jsonl").write_text(good[0] + '{"id":"b\\u0000c","title":"a\\u0000b","text":"' + ACT.replace(" ", "\\u0000 ") + '"}\n' + good[1])
    (folder / "nul.txt").write_bytes(ACT.encode().replace(b"on ", b"on\0 "))
    (folder / "zeros.bin").write_bytes(b"\0" * 100000)
    (folder / "random.bin").write_bytes(zlib.compress(b"".join(struct.pack("<I", i * 2654435761 % 2**32) for i in range(9000)))[9:])
    (folder / "far.html").write_bytes(b"\r\n" * 10000 + f"<html><body><p>{ACT}</p></body></html>".encode())
    (folder / "blanks.txt").write_bytes(b" \n" * 100000)


def make_encodings(folder):
    russian = "Президент России подписал указ. Министр обороны сообщил о потерях, а посол вернулся в Москву. " * 8
    page = '<html><head><meta charset="{}"><title>{}</title></head><body><article><p>{}</p></article></body></html>'
    (folder / "1251-says-utf8.html").write_bytes(page.format("utf-8", "Указ", russian).encode("windows-1251"))
    (folder / "utf8-says-1251.html").write_bytes(page.format("windows-1251", "Указ", russian).encode("utf-8"))
    (folder / "says-nonsense.html").write_bytes(page.format("klingon-7", "Act", ACT + " The café closed.").encode("latin-1"))
    (folder / "says-utf16.html").write_bytes(page.format("utf-16", "Act", ACT).encode("ascii"))
    for name, codec, mark in (("16le", "utf-16-le", b""), ("16be", "utf-16-be", b""), ("16le-mark", "utf-16-le", b"\xff\xfe"),
                              ("16be-mark", "utf-16-be", b"\xfe\xff"), ("32le-mark", "utf-32-le", b"\xff\xfe\0\0")):
        (folder / f"utf{name}.txt").write_bytes(mark + (ACT + "\n").encode(codec))
    (folder / "utf16-odd.txt").write_bytes(b"\xff\xfe" + ACT.encode("utf-16-le") + b"\x41")
    (folder / "latin1.txt").write_bytes((ACT + " The café of Señor Núñez in Málaga stayed open; the naïve façade did not.").encode("latin-1"))


# ---- pages, archives ----

def make_pages(folder):
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 100000 + f"<p>{ACT}</p>" + "</div>" * 100000 + f"<p>{GOOD}</p></body></html>")
    (folder / "deep-inline.html").write_text(f"<html><body><p>{GOOD}</p>" + "<b><i>" * 50000 + ACT)
    (folder / "closers.html").write_text(f"<html><body><p>{ACT}</p>" + "<div><span>" * 400 + "</table></b></p>" * 50000)
    (folder / "attributes.html").write_text("<html><body><p " + " ".join(f"a{i}=1" for i in range(100000)) + f">{ACT}</p></body></html>")
    (folder / "unclosed.html").write_text(f"<html><body><p>{ACT}</p><!-- " + "<p>x" * 20000)
    (folder / "comments.html").write_text(f"<html><body><p>{ACT}</p>" + "<!--" * 300000)
    (folder / "no-text.html").write_text("<html><head><script>" + "x();" * 2000 + "</script></head><body></body></html>")


def warc_record(text, length=None, name="Content-Length"):
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>{text}</p></body></html>".encode()
    length = len(body) if length is None else length
    headers = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{abs(hash(text)) % 1000}\r\n" \
              f"Content-Type: application/http\r\n{name}: {length}\r\n\r\n"
    return headers.encode() + body + b"\r\n\r\n"


def make_archives(folder):
    good = [warc_record(GOOD), warc_record("Iran thanked Iraq on 5 June 2020.")]
    false = {"long": 100000, "short": 20, "negative": -5, "word": "many", "huge": 10**17, "overflow": 10**30, "none": ""}
    for name, length in false.items():
        (folder / f"length-{name}.warc").write_bytes(good[0] + warc_record(ACT, length) + good[1])
    (folder / "length-missing.warc").write_bytes(good[0] + warc_record(ACT, name="Content-Width") + good[1])
    (folder / "cut.warc").write_bytes(good[0] + warc_record(ACT)[:-60])
    (folder / "headers.warc").write_bytes(good[0] + b"WARC/1.0\r\n" + b"X: y\r\n" * 20000 + b"\r\n" + good[1])


# ---- texts ----

def make_markup(folder):
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)"> "\'><svg/onload=alert(3)>'
    twice = evil.replace("<", "&lt;").replace(">", "&gt;")  # becomes markup when somebody unescapes it
    text = f"{ACT} {evil} said the minister in Kyiv <b onclick=alert(4)>on Monday</b>. {twice} Iran accused Israel of an attack on Tehran, " \
           f"the {evil} ministry said. \"Russia attacked {evil} in Kharkiv,\" Ukraine's president said."
    lines = [line(f"x{i} {evil}", f"{text} It was case {i}.", title=title, outlet=title, author=title, url="javascript:alert(5)//" + str(i),
                  published="2022-03-01") for i, title in enumerate((evil, twice, '"><iframe src=javascript:alert(6)>', "</title></style><script>7"))]
    (folder / "markup.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "feed.xml").write_text('<?xml version="1.0"?><rss version="2.0"><channel><title>' + twice + "</title><item><title>" + twice +
                                     "</title><link>javascript:alert(8)</link><description>" + twice + " " + ACT + "</description></item></channel></rss>")


def make_controls(folder):
    control = "\x1b[31mred\x1b]0;title\x07\x1b[2J \x08\x08 \x9b31m \x7f \u202eturned\u202c \u2066in\u2069 \x00"
    (folder / "controls.jsonl").write_text(
        line("c1" + control, f"{ACT} {control} Iran accused Israel of an attack, {control} the ministry said.", title=control + "Act",
             outlet=control, author=control, url="http://example.org/" + control, published="2022-03-01"), encoding="utf-8")
    os.mkdir(folder / "names")
    (folder / "names" / "a\x1b[2J\x07b\n.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    (folder / "control-error.jsonl").write_text('{"id":"a","te\\\x1b[31mxt":1}\n{"id":"a",\x1b[2J}\n', encoding="utf-8")


def make_texts(folder, scale):
    names = "Russia Ukraine France Germany Iran Iraq Israel Turkey Egypt Syria Poland Spain Italy China Japan India Pakistan Qatar Sudan Chad " \
            "Mali Niger Kenya Uganda Libya Jordan Cuba Brazil Chile Peru".split()
    (folder / "chinese.txt").write_text("俄罗斯总统周一在莫斯科会见了中国外交部长，双方讨论了乌克兰局势。" * 40, encoding="utf-8")
    (folder / "arabic.txt").write_text("قال وزير الخارجية الروسي إن بلاده تدعم الحوار بين الأطراف الأفغانية. " * 40, encoding="utf-8")
    (folder / "capitals.txt").write_text((ACT + " THE MINISTER ACCUSED IRAN OF AN ATTACK. ").upper() * 40)
    (folder / "marks.txt").write_text("?!.,;:-()\"'" * 10000)
    (folder / "dots.txt").write_text("." * 100000)
    (folder / "actors.txt").write_text("Russia attacked " + ", ".join((names * 2)[:60]) + " and " + " and ".join("the army of " + n for n in names * 3) + ".")
    (folder / "quotes.txt").write_text("".join(f'"{n} said that ' for n in names * 4) + "Iran attacked Iraq" + '"' * 120 + ".")
    (folder / "quotes-mixed.txt").write_text("“‘\"'" * 5000 + " Iran attacked Iraq " + "'\"’”" * 5000 + ".")
    (folder / "brackets.txt").write_text("(" * 20000 + " Iran attacked Iraq " + ")" * 20000 + ".")
    (folder / "one-word.txt").write_text("Russia attacked " + "x" * 200000 + " in Kyiv.")
    (folder / "letters.txt").write_text("A. B. C. " * 10000)
    (folder / "digits.txt").write_text("1 2 3,000 24/7 " * 8000)
    (folder / "dates.txt").write_text("on 3 May 2021 and Monday and in 2020 " * 2000)
    (folder / "capital-run.txt").write_text("Ali Khan Al " * 10000)
    (folder / "numbers.txt").write_text("hundred thousand million " * 4000 + " people were killed.")
    (folder / "marks-combining.txt").write_text("Russia attacked Ukraine e" + "\u0301\u0323" * (scale * 250) + " in Kyiv.", encoding="utf-8")
    (folder / "emoji.txt").write_text(("👩‍👩‍👧‍👦🏳️‍🌈" * 3000) + ACT, encoding="utf-8")
    dense = "Iran attacked Iraq. " * 40000  # an event in every third word takes some hundred times the memory of its text
    (folder / "dense.jsonl").write_text(line("g1", GOOD) + line("dense", dense) + line("g2", ACT))
    words = "the army of Russia attacked villages near Kyiv and soldiers who fled told that many people had died while others went home with "
    for factor in (1, 2, 4):
        (folder / f"endless-{factor}.txt").write_text((words * (scale * factor * 1000 // len(words) + 1))[:scale * factor * 1000])


def main():
    folder, scale = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    make_packed(folder, scale)
    make_lines(folder)
    make_encodings(folder)
    make_pages(folder)
    make_archives(folder)
    make_markup(folder)
    make_controls(folder)
    make_texts(folder, scale)


main()
