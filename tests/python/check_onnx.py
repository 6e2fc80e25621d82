"""Checks ONNX files with the format's own checker (Debian: python3-onnx). Each argument is a file."""
import sys

import onnx

failed = 0
for path in sys.argv[1:]:
    try:
        onnx.checker.check_model(onnx.load(path), full_check=True)
    except Exception as error:
        print(f"{path}: {error}", file=sys.stderr)
        failed = 1
sys.exit(failed)
