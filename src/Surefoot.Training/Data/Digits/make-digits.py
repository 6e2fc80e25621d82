"""Makes the four IDX files beside this script from UCI's optdigits.tra and optdigits.tes (with or without a header line).

    python3 make-digits.py optdigits.tra optdigits.tes

Each row holds 64 numbers from 0 to 16, an 8 by 8 image row by row, and the digit. The output has the same bytes every time.
"""
import gzip
import pathlib
import struct
import sys


def rows(path):
    for line in pathlib.Path(path).read_text().splitlines():
        if line[:1].isdigit():
            yield [int(field) for field in line.split(",")]


def write(name, header, body):
    path = pathlib.Path(__file__).with_name(name + ".gz")
    path.write_bytes(gzip.compress(struct.pack(f">{len(header)}I", *header) + bytes(body), 9, mtime=0))


for part, source in zip(("train", "t10k"), sys.argv[1:3], strict=True):
    digits = list(rows(source))
    assert all(len(row) == 65 and max(row[:64]) <= 16 for row in digits)
    write(f"{part}-images-idx3-ubyte", (0x0803, len(digits), 8, 8), [pixel for row in digits for pixel in row[:64]])
    write(f"{part}-labels-idx1-ubyte", (0x0801, len(digits)), [row[64] for row in digits])
