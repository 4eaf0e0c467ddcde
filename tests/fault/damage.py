#!/usr/bin/env python3
"""Copies a file with damage done to it.

usage: damage.py FROM TO cut BYTES          only its first BYTES (from the end when negative)
       damage.py FROM TO flip PLACE         one byte changed; PLACE counts from the end when negative, "middle" is allowed
       damage.py FROM TO sealed SEED        40 bytes behind the header changed and the checksum made to fit, as somebody would who means harm"""
import random
import sys
import zlib

HEADER_BYTES, CHECKSUM_AT, CHANGES = 64, 20, 40

source, target, how, value = sys.argv[1:]
with open(source, "rb") as file:
    data = bytearray(file.read())
if how == "cut":
    data = data[:int(value)]
elif how == "flip":
    data[len(data) // 2 if value == "middle" else int(value)] ^= 0x10
else:
    chance = random.Random(int(value))
    for _ in range(CHANGES):
        data[chance.randrange(HEADER_BYTES, len(data))] ^= 1 << chance.randrange(8)
    data[CHECKSUM_AT:CHECKSUM_AT + 4] = zlib.crc32(data[HEADER_BYTES:]).to_bytes(4, "little")
with open(target, "wb") as file:
    file.write(data)
