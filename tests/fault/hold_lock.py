#!/usr/bin/env python3
"""Holds a lock on a base, as another program may, until its standard input is closed; prints "locked" when it has it.

usage: hold_lock.py BASE"""
import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
