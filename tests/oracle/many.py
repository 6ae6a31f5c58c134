#!/usr/bin/env python3
"""Run the oracle over many histories: many.py FIRST LAST [--closed] [--skip N,N...]

Prints how often each step fired, which standings and reasons came up, and which histories failed. --closed holds
every history against itself, seen from earlier commits of its line: closed days must read the same (step 7).
--skip takes steps out, one at a time, and says how many histories then read otherwise.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(program, *words, skip=""):
    command = [sys.executable, os.path.join(HERE, program), *words]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, ORACLE_SKIP=skip))


def closed_days(folder, document):
    """The first day on which an earlier head read otherwise, or nothing."""
    line = subprocess.run(["git", "-C", folder, "rev-list", "--first-parent", "HEAD"], capture_output=True, text=True)
    for rev in line.stdout.split()[1::6]:
        early = json.loads(run("oracle.py", folder, "--rev", rev).stdout)
        if "refused" in early:
            continue
        if early["root"] != document["root"]:
            return f"{rev}: another root"
        known = {day["day"]: day for day in early["days"] if day["day"] < early["day"]}
        later = {day["day"]: day for day in document["days"] if day["day"] < early["day"]}
        if known != later:
            return f"{rev}: " + min(day for day in known | later if known.get(day) != later.get(day))
    return None


def other_runs(folder, document):
    """Runs that must be refused, and one that must read the same."""
    words = ["git", "-C", folder]
    sides = subprocess.run([*words, "rev-list", "--min-parents=2", "HEAD"], capture_output=True, text=True).stdout.split()
    later = next((one for one in sides if one != document["root"]), None)
    found = collections.Counter()

    def look(name, *more):
        done = run("oracle.py", folder, *more, "--count")
        found.update([f"{name}: " + json.loads(done.stdout).get("refused", "not refused")])
        return {step: count for step, count in json.loads(done.stderr).items() if count}

    steps = [look("a head of yesterday's clock", "--now", "1600000000")]
    steps.append(look("anchors on both sides", "--after", later + "^1", "--after", later + "^2") if later else {})
    pinned = json.loads(run("oracle.py", folder, "--root", document["root"]).stdout)
    found.update(["pinned root: " + ("the same" if pinned == document else "otherwise")])
    head = subprocess.run([*words, "rev-parse", "HEAD:content/governance"], capture_output=True, text=True).stdout.strip()
    if head and loose(folder, head):
        steps.append(look("a tree is missing"))
    return found, steps


def loose(folder, name):
    """Take one object out of a repository; say whether that could be done."""
    path = os.path.join(folder, ".git", "objects", name[:2], name[2:])
    if os.path.exists(path):
        os.remove(path)
        return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--closed", action="store_true")
    parser.add_argument("--skip", default="")
    options = parser.parse_args()
    counts, histories, standings, reasons, refused = (collections.Counter() for _ in range(5))
    changed, others = collections.Counter(), collections.Counter()
    for seed in range(options.first, options.last + 1):
        with tempfile.TemporaryDirectory() as folder:
            made = run("histories.py", str(seed), folder)
            done = run("oracle.py", folder, "--count")
            if made.returncode or done.returncode:
                print(f"seed {seed} failed:", (made.stderr or done.stderr)[-600:])
                continue
            document, fired = json.loads(done.stdout), json.loads(done.stderr)
            for step, count in fired.items():
                counts[step] += count
                histories[step] += count > 0
            refused[document.get("refused", "not refused")] += 1
            standings.update(page["standing"] for day in document.get("days", []) for page in day["pages"].values())
            reasons.update(f"{r['kind']} {r['why'] or 'counts'}" for r in document.get("records", {}).values())
            if options.closed and "refused" not in document:
                wrong = closed_days(folder, document)
                if wrong:
                    print(f"seed {seed}: a closed day reads otherwise:", wrong)
            for step in [step for step in options.skip.split(",") if step]:
                other = run("oracle.py", folder, skip=step)
                changed[step] += other.stdout != done.stdout
                if other.returncode:
                    print(f"seed {seed} without step {step} failed:", other.stderr[-600:])
            if "refused" not in document and seed % 5 == 0:
                found, steps = other_runs(folder, document)
                others.update(found)
                for fired in steps:
                    for step in ("step 3", "step 5", "step 6"):
                        counts[step] += fired.get(step, 0)
                        histories[step] += step in fired
    for step in counts:
        print(f"{step}: {counts[step]} times, in {histories[step]} histories")
    for name, found in (("refused", refused), ("standings", standings), ("reasons", reasons), ("other runs", others), ("otherwise without step", changed)):
        print(name + ":", dict(sorted(found.items(), key=lambda one: str(one[0]))))


if __name__ == "__main__":
    main()
