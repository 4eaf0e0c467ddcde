#!/usr/bin/env python3
"""Runs a command and writes what it cost into FILE: "MEGABYTES SECONDS" (peak resident memory, time on the processors).

usage: measure.py FILE COMMAND...      exit status: the command's; 125 when it takes longer than 100 seconds"""
import resource
import subprocess
import sys

SECONDS_MAX = 100

process = subprocess.Popen(sys.argv[2:])
try:
    status = process.wait(SECONDS_MAX)
except subprocess.TimeoutExpired:
    process.kill()
    process.wait()
    status = 125
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w", encoding="ascii") as file:
    file.write(f"{used.ru_maxrss // 1024} {used.ru_utime + used.ru_stime:.2f}\n")
sys.exit(status if status >= 0 else 128 - status)
