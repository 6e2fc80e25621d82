"""Mutation testing of the optimizers: changes one place of src/Surefoot at a time and sees whether tests/Surefoot.Tests notices.

    python3 tests/python/mutants.py [--sample 60] [--seed 1] [--minutes 60] [--files Rules,Optimizers]

Works in a copy of the tree, which it builds once; each mutant is then compiled alone by the compiler of the SDK, put beside the built tests and run
until the first test fails. Prints a line for each: killed, survived, or dead at compiling (not counted). Same seed, same source, same mutants.
"""
import argparse
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

FOLDERS = ["Rules", "Sweeps", "Optimizers", "Sparse", "Clipping", "Schedules"]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# What is looked for, what it becomes, and what the change is called. Only code is changed: not comments, texts, attributes or usings.
CHANGES = [
    (r" \+ ", [" - "], "operator"), (r" - ", [" + "], "operator"), (r" \* ", [" / ", " + "], "operator"), (r" / ", [" * "], "operator"),
    (r" < ", [" <= ", " >= "], "boundary"), (r" > ", [" >= ", " <= "], "boundary"), (r" <= ", [" < ", " > "], "boundary"), (r" >= ", [" > ", " < "], "boundary"),
    (r" == ", [" != "], "condition"), (r" != ", [" == "], "condition"), (r" && ", [" || "], "condition"), (r" \|\| ", [" && "], "condition"),
    (r"(?<![\w.])0(?![\w.])", ["1"], "constant"), (r"(?<![\w.])1(?![\w.])", ["2", "0"], "constant"), (r"(?<![\w.])2(?![\w.])", ["3"], "constant"),
    (r"\bSlot\(0", ["Slot(1"], "slot"), (r"\bAt\(0,", ["At(1,"], "slot"), (r"\bAt\(1,", ["At(2,"], "slot"), (r"\bslots\[i\]", ["slots[0]"], "slot"),
    (r"\bSlotName\(i\)", ["SlotName(0)"], "slot"), (r"\bGroupRate\(i\)", ["LearningRate"], "rate"), (r"\bref v, ref", ["ref ḡ, ref"], "slot"),
    (r"\bMath\.Min\b", ["Math.Max"], "call"), (r"\bMath\.Max\b", ["Math.Min"], "call"), (r"\bMath\.Sqrt\(", ["("], "call"), (r"N\.Sqrt\(", ["("], "call"),
    (r"\btrue\b", ["false"], "constant"), (r"\bfalse\b", ["true"], "constant"), (r"\+\+", ["--"], "operator"), (r"\+= ", ["-= "], "operator"),
    (r"^(\s+)[\w.]+\([^;{}]*\);$", [r"\1;"], "removed call"),
]


def code_of(line):
    """The parts of a line that are code: a mask with blanks for texts and comments."""
    if re.match(r"\s*(///|//|using |\[|#)", line):
        return " " * len(line)
    line = re.sub(r'\$?@?"(?:[^"\\]|\\.)*"', lambda m: " " * len(m.group()), line)
    at = line.find("//")
    return line if at < 0 else line[:at] + " " * (len(line) - at)


def mutants(folders):
    found = []
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(ROOT, "src/Surefoot", folder, "**/*.cs"), recursive=True)):
            for number, line in enumerate(open(path, encoding="utf-8").read().split("\n")):
                if "throw new" in line:
                    continue
                mask = code_of(line)
                for pattern, others, kind in CHANGES:
                    for match in re.finditer(pattern, mask):
                        for other in others:
                            changed = line[: match.start()] + match.expand(other) + line[match.end():]
                            found.append((os.path.relpath(path, ROOT), number, line, changed, kind))
    return found


def build(tree):
    """Builds the tests once, and asks the build for the compiler's arguments of src/Surefoot."""
    tests = os.path.join(tree, "tests/Surefoot.Tests")
    subprocess.run(["dotnet", "build", "-c", "Release", tests, "-v", "quiet", "-nodeReuse:false", "-p:RunAnalyzers=false"], check=True, stdout=subprocess.DEVNULL)
    told = subprocess.run(["dotnet", "build", "-c", "Release", os.path.join(tree, "src/Surefoot/Surefoot.csproj"), "-t:Rebuild", "-nodeReuse:false", "-p:SkipCompilerExecution=true",
                           "-p:ProvideCommandLineArgs=true", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:BuildProjectReferences=false", "-getItem:CscCommandLineArgs"],
                          capture_output=True, text=True)
    text = told.stdout[told.stdout.index("{"):]
    arguments = [item["Identity"] for item in json.loads(text)["Items"]["CscCommandLineArgs"]]
    subprocess.run(["dotnet", "build", "-c", "Release", tests, "-v", "quiet", "-nodeReuse:false", "-p:RunAnalyzers=false"], check=True, stdout=subprocess.DEVNULL)
    # The framework's generators write parts of the source; what only looks at it is left out.
    return [a.replace('"', "") for a in arguments if "/packs/" in a or not re.match(r"/(analyzer|refout|out|warnaserror|doc|additionalfile|sourcelink|errorlog)", a)]


def compiler():
    sdk = subprocess.run(["dotnet", "--list-sdks"], capture_output=True, text=True, check=True).stdout.strip().split("\n")[-1]
    version, folder = re.match(r"(\S+) \[(.*)\]", sdk).groups()
    return os.path.join(folder, version, "Roslyn/bincore/csc.dll")


def run_tests(binaries, wanted, seconds):
    """Whether every test passes; a run that takes far longer than the unchanged code counts as noticed."""
    command = ["dotnet", "vstest", os.path.join(binaries, "Surefoot.Tests.dll")]
    if wanted:
        command.append(f"--TestCaseFilter:{wanted}")
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--files", default=",".join(FOLDERS), help="folders of src/Surefoot")
    parser.add_argument("--filter", default="FullyQualifiedName!~Disassembly&FullyQualifiedName!~MillionStep&FullyQualifiedName!~Allocation&FullyQualifiedName!~InstructionSet",
                        help="which tests are run: all but those that look at machine code or take long")
    parser.add_argument("--match", default="", help="only mutants whose file and changed line match this expression")
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    every = [m for m in mutants(options.files.split(",")) if re.search(options.match, f"{m[0]}: {m[3]}")]
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    print(f"{len(every)} mutants, {len(chosen)} drawn with seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="surefoot-mutants-") as tree:
        shutil.copytree(ROOT, tree, dirs_exist_ok=True, ignore=shutil.ignore_patterns("bin", "obj", ".git", "runs"))
        arguments = build(tree)
        binaries = os.path.join(tree, "tests/Surefoot.Tests/bin/Release/net10.0")
        with open(os.path.join(binaries, "xunit.runner.json"), "w") as file:
            json.dump({"stopOnFail": True}, file)
        target = os.path.join(binaries, "Surefoot.dll")
        compiling = ["dotnet", compiler(), *arguments, f"/out:{target}"]
        made = subprocess.run(compiling, cwd=os.path.join(tree, "src/Surefoot"), capture_output=True, text=True)
        if made.returncode:
            sys.exit(f"The unchanged source does not compile this way: {made.stdout[:2000]}")
        start = time.monotonic()
        if not run_tests(binaries, options.filter, 3600):
            sys.exit("The tests fail without a mutant.")
        patience = 60 + 5 * (time.monotonic() - start)
        print(f"unchanged: passed in {time.monotonic() - start:.0f} s", flush=True)
        counts = {"killed": 0, "survived": 0, "dead": 0}
        for path, number, line, changed, kind in chosen:
            if time.monotonic() > end:
                break
            place = os.path.join(tree, path)
            whole = open(place, encoding="utf-8").read()
            lines = whole.split("\n")
            lines[number] = changed
            open(place, "w", encoding="utf-8").write("\n".join(lines))
            made = subprocess.run(compiling, cwd=os.path.join(tree, "src/Surefoot"), stdout=subprocess.DEVNULL)
            outcome = "dead" if made.returncode else "survived" if run_tests(binaries, options.filter, patience) else "killed"
            open(place, "w", encoding="utf-8").write(whole)
            counts[outcome] += 1
            print(f"{outcome:9} {kind:13} {path}:{number + 1}: {line.strip()}  →  {changed.strip()}", flush=True)
        print(f"{counts['killed']} killed, {counts['survived']} survived, {counts['dead']} did not compile, {len(chosen) - sum(counts.values())} not run for want of time")


if __name__ == "__main__":
    main()
