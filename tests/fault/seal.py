#!/usr/bin/env python3
"""Copies a compiled dictionary or model with some bits behind its header changed and the checksum made to fit, as somebody would who
means harm.

usage: seal.py FROM TO SEED"""
import random
import sys
import zlib

HEADER_BYTES, CHECKSUM_AT, CHANGES = 64, 20, 40

source, target, seed = sys.argv[1:]
with open(source, "rb") as file:
    data = bytearray(file.read())
chance = random.Random(int(seed))
for _ in range(CHANGES):
    data[chance.randrange(HEADER_BYTES, len(data))] ^= 1 << chance.randrange(8)
data[CHECKSUM_AT:CHECKSUM_AT + 4] = zlib.crc32(data[HEADER_BYTES:]).to_bytes(4, "little")
with open(target, "wb") as file:
    file.write(data)
