#!/usr/bin/env python3
"""Work out what is in force a second time, from docs/evidence.md and the numbered steps of the fold.

    oracle.py REPO [--rev REV] [--date DAY] [--root ID] [--after REV] [--site PATH] [--now SECONDS] [--count]

Needs Python 3.11, git and PyYAML. One JSON document goes to standard output. ORACLE_SKIP=N takes step N out.
With --count the number of times that each step fired goes to standard error. README.md lists the chosen readings.
"""
import argparse
import collections
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import tomllib
import unicodedata
import zoneinfo

import yaml

SKIP = {int(n) for n in re.findall(r"\d+", os.environ.get("ORACLE_SKIP", ""))}
COUNT = collections.Counter()


def on(step):
    """Say whether a step is to be taken."""
    return step not in SKIP


def fired(step):
    COUNT[step] += 1


class Refused(Exception):
    """Nothing can be said; the cause is its text."""


# --- Small readers -----------------------------------------------------------------------------------------------

class Loader(yaml.BaseLoader):
    """All scalars are text. A key that is there twice is an error."""


def _mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    if any(not isinstance(key, str) for key in keys) or len(set(keys)) != len(keys):
        raise yaml.YAMLError("keys")
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value)}


Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(data):
    try:
        value = yaml.load(data.decode("utf-8"), Loader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def read_front(data):
    """The front matter of a page, or an empty map."""
    match = re.match(rb"---[ \t]*\n(.*?\n)---[ \t]*(\n|$)", data.replace(b"\r\n", b"\n"), re.S)
    return (read_yaml(match.group(1)) or {}) if match else {}


INDEXES = ("index.md", "_index.md", "readme.md")


def plain_move(old, new):
    """step 20: a page that comes to stand for a folder, at an address kept for evidence or like a file's, or at one that differs
    by case alone, is no mere move."""
    def index(path):
        return path.rsplit("/", 1)[-1].lower() in INDEXES
    def kept(path):
        parts = path.removesuffix(".md").lower().split("/")
        if index(path):
            parts = parts[:-1]
        parts = parts[1:]
        return parts[:1] == ["checklist"] or parts == ["changes"] or parts[-1:] == ["history"] or parts[-2:-1] == ["issue"]
    def ending(path):
        return "." in path.rsplit("/", 1)[-1].removesuffix(".md")
    by_case = not index(new) and old != new and old.lower() == new.lower()
    return index(old) == index(new) and not by_case and not kept(new) and (ending(old) or not ending(new))


def address(path):
    """step 20: where the page of a file is found, without case."""
    folder, name = os.path.split(path)
    if name.lower() in INDEXES:
        return folder.lower()
    return re.sub(r"\.(md|markdown)$", "", path, flags=re.I).replace(" ", "-").lower()


def read_day(text):
    if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            return None
    return None


def as_list(value):
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def later(day, count):
    return day + datetime.timedelta(days=count)


LOOKS_LIKE = str.maketrans("аеорсухіјѕкмтвнοανικρτυχ", "aeopcyxijskmtbhoavikptux")


def fold_name(name):
    """step 19: persons are compared normalised, case folded, confusables folded."""
    if not on(19):
        return name
    plain = unicodedata.normalize("NFKC", name).casefold()
    same = " ".join(unicodedata.normalize("NFKC", plain).translate(LOOKS_LIKE).split())
    if same != name:
        fired(19)
    return same


# --- Git ---------------------------------------------------------------------------------------------------------

Commit = collections.namedtuple("Commit", "id tree parents author committer seconds message")


class Git:
    def __init__(self, repo, site):
        self.repo, self.site = repo, site.strip("/")
        self.env = dict(os.environ, GIT_NO_REPLACE_OBJECTS="1", GIT_GRAFT_FILE=os.devnull, GIT_NO_LAZY_FETCH="1", LC_ALL="C")
        command = ["git", "-C", repo, "--no-replace-objects", "cat-file", "--batch"]
        self.pipe = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.env)
        self.trees, self.flats, self.commits, self.fronts, self.nested = {}, {}, {}, {}, set()

    def run(self, *words):
        command = ["git", "-C", self.repo, "--no-replace-objects", *words]
        done = subprocess.run(command, capture_output=True, text=True, env=self.env)
        if done.returncode:
            raise Refused("not whole")
        return done.stdout.split()

    def read(self, name, kind):
        """step 5: every object that is asked for must be there, and is hashed against its name."""
        self.pipe.stdin.write(name.encode() + b"\n")
        self.pipe.stdin.flush()
        words = self.pipe.stdout.readline().split()
        if len(words) != 3:
            if on(5):
                fired(5)
                raise Refused("not whole")
            return b""
        data = self.pipe.stdout.read(int(words[2]))
        self.pipe.stdout.read(1)
        if on(5) and (words[1].decode() != kind or object_id(data, kind, len(name)) != name):
            raise Refused("not whole")
        return data

    def commit(self, name):
        if name not in self.commits:
            head, _, message = self.read(name, "commit").decode("utf-8", "replace").partition("\n\n")
            lines = [line.partition(" ") for line in head.split("\n") if not line.startswith(" ")]
            first = {key: value for key, _, value in reversed(lines)}
            author, committer = (re.match(r"(.*?) ?<(.*)> (-?\d+) ", first[key] + " ") for key in ("author", "committer"))
            self.commits[name] = Commit(name, first["tree"], [v for k, _, v in lines if k == "parent"],
                                        author.group(1, 2), committer.group(1, 2), int(committer.group(3)), message)
        return self.commits[name]

    def tree(self, name):
        if name not in self.trees:
            data, at, entries, size = self.read(name, "tree"), 0, {}, len(name) // 2
            while at < len(data):
                end = data.index(b"\0", at)
                mode, _, file = data[at:end].partition(b" ")
                entries[file.decode("utf-8", "surrogateescape")] = (mode.decode(), data[end + 1:end + 1 + size].hex())
                at = end + 1 + size
            self.trees[name] = entries
        return self.trees[name]

    def flat(self, tree):
        """All plain files below a tree, as a map of path and object id."""
        if tree not in self.flats:
            files = {}
            for file, (mode, name) in self.tree(tree).items():
                if mode == "40000":
                    files.update({file + "/" + path: below for path, below in self.flat(name).items()})
                elif mode.startswith("100"):
                    files[file] = name
            self.flats[tree] = files
        return self.flats[tree]

    def there(self, name, path):
        """Whether a commit has anything at a path of the site, a link among others."""
        tree, parts = self.commit(name).tree, [part for part in (self.site + "/" + path).split("/") if part]
        for part in parts[:-1]:
            mode, tree = self.tree(tree).get(part, ("", ""))
            if mode != "40000":
                return False
        return parts[-1] in self.tree(tree)

    def files(self, name):
        """step 1: the files of the site at a commit; submodules, links and nested sites are no part of it."""
        key = ("site", name)
        if key not in self.flats:
            files = self.below_site(name)
            nested = sorted(nested_in(files) & self.nested)
            if nested and on(1):
                fired(1)
                files = {path: i for path, i in files.items() if not path.startswith(tuple(nested))}
            self.flats[key] = files
        return self.flats[key]

    def below_site(self, name):
        files = self.flat(self.commit(name).tree)
        if not self.site:
            return files
        return {path[len(self.site) + 1:]: i for path, i in files.items() if path.startswith(self.site + "/")}

    def begin(self, line):
        """step 1: a site within the site counts where it was there before the site around it, or came with it."""
        for commit in line:
            files = self.below_site(commit.id)
            self.nested |= nested_in(files)
            if "site.toml" in files:
                return

    def front(self, blob):
        if blob not in self.fronts:
            self.fronts[blob] = read_front(self.read(blob, "blob"))
        return self.fronts[blob]


def nested_in(files):
    return {path[:-len("site.toml")] for path in files if path.endswith("/site.toml")}


def object_id(data, kind="blob", length=40):
    maker = hashlib.sha1 if length == 40 else hashlib.sha256
    return maker(f"{kind} {len(data)}\0".encode() + data).hexdigest()


# --- Keys of site.toml -------------------------------------------------------------------------------------------

CONTROLLED_KEYS = ("content", "exclude", "files", "theme", "kinds", "timezone", "edition", "draft_redline", "raw_html",
                   "punctuation", "allowed_hosts")


class Keys:
    """step 17: the controlled keys of a site.toml, and the object id of their text."""

    def __init__(self, data, length):
        raw = tomllib.loads(data.decode("utf-8"))
        below = raw.get("governance", {})
        below = below if isinstance(below, dict) else {}
        lines = {"governance." + key: value for key, value in below.items()}
        lines.update({key: raw[key] for key in CONTROLLED_KEYS if key in raw})
        text = "".join(f"{key} = {as_json(lines[key])}\n" for key in sorted(lines))
        self.id = object_id(text.encode(), "blob", length)
        self.content = str(raw.get("content", "content")).strip("/")
        self.model, self.adopted_by = below.get("model"), below.get("adopted_by")
        self.profiles = [str(profile) for profile in as_list(below.get("profiles"))]
        self.records = str(below.get("records", self.content + "/governance/records")).strip("/")
        self.signers = below.get("signers")
        self.zone = zoneinfo.ZoneInfo(str(raw.get("timezone", "UTC")))

    def names(self, page, path):
        """Say whether these keys name the page as the model."""
        return bool(self.adopted_by) and self.model in (page, path.removeprefix(self.content + "/"))


def as_json(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


# --- Facts, choices, controls ------------------------------------------------------------------------------------

class Facts:
    """What the model's choices look at. They are kept as they were when the text came."""

    def __init__(self, front, path, content="content"):
        self.id, self.kind = front.get("id"), front.get("kind", "page")
        self.tags = [tag for tag in as_list(front.get("tags")) if isinstance(tag, str)]
        self.fields, self.path, self.folder = front, path.removeprefix(content + "/"), os.path.dirname(path)

    def same(self, other):
        return (self.fields, self.folder) == (other.fields, other.folder)


def path_fits(pattern, path):
    """Say whether a path fits a pattern, part by part."""
    return parts_fit(pattern.strip("/").split("/"), path.split("/"))


def parts_fit(pattern, path):
    if not pattern:
        return not path
    if pattern[0] == "**":
        return parts_fit(pattern[1:], path) or bool(path) and parts_fit(pattern, path[1:])
    return bool(path) and part_fits(pattern[0], path[0]) and parts_fit(pattern[1:], path[1:])


def part_fits(pattern, name):
    signs = {"*": ".*", "?": "."}
    return re.fullmatch("".join(signs.get(sign, re.escape(sign)) for sign in pattern), name, re.DOTALL) is not None


def fits(choice, facts):
    """Say whether a choice fits. Every entry must; of several values of an entry, one is enough."""
    if choice == "pages":
        return True
    if not isinstance(choice, dict) or "files" in choice:
        return False
    return all(entry_fits(name, value, facts) for name, value in choice.items())


def entry_fits(name, value, facts):
    if name == "kind":
        return facts.kind in as_list(value)
    if name == "path":
        return any(path_fits(pattern, facts.path) for pattern in as_list(value))
    if name == "tag":
        return any(tag.lower() in [one.lower() for one in as_list(value)] for tag in facts.tags)
    if name == "id":
        return facts.id in as_list(value)
    if name == "field":
        return all(set(map(str, as_list(facts.fields.get(field)))) & set(as_list(wanted)) for field, wanted in value.items())
    if name == "any":
        return any(fits(choice, facts) for choice in value)
    if name == "all":
        return all(fits(choice, facts) for choice in value)
    return not fits(value, facts)


def good_choice(choice):
    if choice in ("pages", "site", "frame"):
        return True
    if not isinstance(choice, dict) or not choice:
        return False
    return all(good_entry(name, value) for name, value in choice.items())


def good_entry(name, value):
    if name in ("any", "all"):
        return isinstance(value, list) and all(isinstance(one, dict) and good_choice(one) for one in value)
    if name == "not":
        return isinstance(value, dict) and good_choice(value)
    if name == "field":
        return isinstance(value, dict) and all(strings(one) for one in value.values())
    return name in ("kind", "path", "tag", "id", "files") and strings(value)


def strings(value):
    return bool(as_list(value)) and all(isinstance(one, str) for one in as_list(value))


def approved_by(control):
    return control["require"].get("approved_by")


def days_of(text):
    match = re.fullmatch(r"([1-9]\d{0,3})d", text) if isinstance(text, str) else None
    return int(match.group(1)) + 1 if match else 0


def good_model(front):
    """step 17: say whether a page can be a model at all."""
    controls = front.get("controls")
    if front.get("kind") != "governance-model" or front.get("proof") not in ("none", "committer", "signed"):
        return False
    if not isinstance(controls, list) or not all(isinstance(one, dict) for one in controls):
        return False
    ids = [control.get("id") for control in controls]
    return len(set(map(str, ids))) == len(ids) and all(map(good_control, controls))


def good_control(control):
    if not all(isinstance(control.get(key), str) for key in ("id", "statement", "accountable")):
        return False
    if not good_choice(control.get("for")) or not isinstance(control.get("require"), dict):
        return False
    if "since" in control and not read_day(control["since"]):
        return False
    return "approved_by" not in control["require"] or good_ask(approved_by(control))


def good_ask(ask):
    if not isinstance(ask, dict) or set(ask) - {"roles", "also", "people", "not_by_author_alone", "provisional"}:
        return False
    also, way = ask.get("also", []), ask.get("provisional")
    if not isinstance(also, list) or not all(isinstance(one, dict) for one in also):
        return False
    if not all(isinstance(one.get("when"), dict) and good_choice(one["when"]) and strings(one.get("roles")) for one in also):
        return False
    if way is not None and not (isinstance(way, dict) and isinstance(way.get("role"), str) and days_of(way.get("for"))):
        return False
    return strings(ask.get("roles")) and re.fullmatch(r"[1-9]\d*", str(ask.get("people", "1"))) is not None


class Demand:
    """What one control asks for, for the facts in force and the draft's together."""

    def __init__(self):
        self.roles, self.people, self.not_author, self.way = set(), 1, False, None

    def add(self, ask, facts):
        roles = list(as_list(ask.get("roles")))
        for one in as_list(ask.get("also")):
            if fits(one["when"], facts):
                roles += as_list(one["roles"])
        owner = facts.fields.get("owner")
        self.roles |= {(owner if isinstance(owner, str) else "") if role == "owner" else role for role in roles}
        self.people = max(self.people, int(ask.get("people", "1")))
        self.not_author = self.not_author or ask.get("not_by_author_alone") == "true"
        self.way = ask.get("provisional")


class Model:
    def __init__(self, page, blob, front, keys, facts):
        self.page, self.blob, self.front, self.keys, self.facts = page, blob, front, keys, facts
        self.since, self.basis = None, []

    def chosen(self, facts, day):
        """The controls that ask for approval of a page with these facts on that day."""
        return [control for control in self.active(day) if fits(control["for"], facts)]

    def active(self, day):
        """The controls that ask for approval on that day."""
        controls = []
        for control in self.front["controls"]:
            counts = "profile" not in control or control["profile"] in self.keys.profiles
            begun = "since" not in control or read_day(control["since"]) <= day
            if counts and begun and approved_by(control) is not None:
                controls.append(control)
        return controls

    def asks(self, facts, day):
        """A map of control and what it asks. Roles and the model are always controlled."""
        controls = self.chosen(facts, day)
        if not controls and (facts.kind == "role" or facts.id == self.page):
            controls = self.own(day)
        return {control["id"]: approved_by(control) for control in controls}

    def own(self, day):
        adopter = {"id": "adopted_by", "require": {"approved_by": {"roles": [self.keys.adopted_by]}}}
        return self.chosen(self.facts, day) or [adopter]

    def roles(self):
        """Every role that a control names; one that there is not can never sign."""
        found = set()
        for control in self.front["controls"]:
            ask = approved_by(control) or {}
            found |= {control["accountable"], *as_list(ask.get("roles"))}
            found |= {role for one in ask.get("also", []) for role in as_list(one["roles"])}
            found |= {ask["provisional"]["role"]} if ask.get("provisional") else set()
        return found - {"owner"}

    def always(self, day):
        """What each control asks of every page that it chooses; who owns a page is not known."""
        for control in self.active(day):
            demand = Demand()
            demand.roles = set(as_list(approved_by(control).get("roles"))) - {"owner"}
            demand.people = int(approved_by(control).get("people", "1")) if "owner" not in as_list(approved_by(control).get("roles")) else 0
            yield demand

    def own_demands(self, day):
        return demands(self, [self.facts], day)


def demands(model, many, day):
    """step 13: the union of what the model selects by all these facts."""
    found = {}
    for facts in many:
        for control, ask in model.asks(facts, day).items():
            found.setdefault(control, Demand()).add(ask, facts)
    return found


# --- Records -----------------------------------------------------------------------------------------------------

COMMON = {"record", "role", "person", "date"}
MAY = {"note", "evidence", "serial"}
KINDS = {  # kind: (keys that must be there, keys that may be)
    "approval": ({"page", "path", "text"}, {"files", "against", "effective", "provisional"}),
    "decline": ({"page", "path", "text", "reason"}, set()),
    "review": ({"page", "path", "text"}, set()),
    "attestation": ({"control"}, {"page"}),
    "waiver": ({"control", "expires", "reason"}, {"page"}),
    "withdrawal": ({"page", "reason"}, {"against", "release"}),
    "revocation": ({"revokes", "reason"}, set()),
    "appointment": ({"appoints", "reason"}, set()),
}


class Record:
    def __init__(self, blob, file, data):
        self.blob, self.file, self.data = blob, file, data if good_record(data) else None
        get = self.data.get if self.data else lambda key, other=None: other
        self.kind, self.role, self.person, self.page = get("record"), get("role"), get("person"), get("page")
        self.date, self.effective, self.expires = map(read_day, (get("date"), get("effective"), get("expires")))
        self.text, self.against, self.path, self.control = get("text"), get("against"), get("path"), get("control")
        self.provisional, self.release = get("provisional") == "true", get("release") == "true"
        self.files = [(one["reference"], one["file"], one["id"]) for one in get("files", [])]
        self.key = text_key(self.text, self.files) if on(21) else (self.text, ())
        self.counts, self.why, self.waits, self.alive, self.used = False, "", False, False, False
        self.commit = self.day = self.moment = None
        self.adders = []

    def model_text(self):
        """Say whether the controlled keys are approved with the page."""
        return any(one[:2] == ("site.toml", "site.toml") for one in self.files)

    def no(self, why):
        self.counts = self.alive = self.waits = False
        self.why = why

    def yes(self, alive=False):
        self.counts, self.alive, self.why = True, alive, ""


def text_key(blob, files):
    """What makes a text. The pages of roles that the adoption names besides are not of the model's text."""
    return blob, tuple((reference, name) for reference, _, name in files if reference != "role")


def good_record(data):
    if not data or data.get("record") not in KINDS:
        return False
    must, may = KINDS[data["record"]]
    if not (must | COMMON) <= set(data) <= must | may | COMMON | MAY:
        return False
    plain = set(data) - {"files", "appoints", "evidence", "note"}
    if not all(isinstance(data[key], str) and data[key] for key in plain):
        return False
    if any(not read_day(data[key]) for key in ("date", "effective", "expires") if key in data):
        return False
    if any(data[key] not in ("true", "false") for key in ("provisional", "release") if key in data):
        return False
    return good_files(data.get("files", [])) and good_appointment(data.get("appoints"))


def good_files(files):
    wanted = {"reference", "file", "id"}
    return isinstance(files, list) and all(
        isinstance(one, dict) and set(one) == wanted and all(isinstance(v, str) for v in one.values()) for one in files)


def good_appointment(entry):
    if entry is None:
        return True
    if not isinstance(entry, dict) or not {"role", "person"} <= set(entry) <= {"role", "person", "from", "to", "identities"}:
        return False
    days = all(read_day(entry[key]) for key in ("from", "to") if key in entry)
    return days and all(isinstance(entry[key], str) and entry[key] for key in ("role", "person"))


# --- Pages of the state ------------------------------------------------------------------------------------------

class Text:
    """A text in force, or one that stands."""

    def __init__(self, blob, files, path, facts, place):
        self.blob, self.files, self.path, self.facts, self.place = blob, files, path, facts, place
        self.key = text_key(blob, files or [])
        self.since, self.basis, self.number, self.last = None, [], None, None


class Page:
    def __init__(self, name):
        self.id, self.standing, self.text, self.before = name, "", None, None
        self.issues, self.provisionals = [], []
        self.since, self.basis = None, []

    def in_force(self):
        """The blob that a signer must have seen."""
        return self.text.blob if self.standing in ("in force", "provisional") else None


class Holder:
    def __init__(self, person, first, last, identities, marked=None):
        self.person, self.first, self.last, self.identities, self.marked = person, first, last, identities, marked

    def holds(self, day):
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def holders_of_page(front):
    found = []
    for entry in as_list(front.get("holders")) + as_list(front.get("deputies")):
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            continue
        days = [read_day(entry.get(key)) for key in ("from", "to")]
        if all(day or key not in entry for day, key in zip(days, ("from", "to"))):
            names = [one for one in as_list(entry.get("identities")) if isinstance(one, str)]
            found.append(Holder(entry["name"], days[0], days[1], names))
    return found


# --- The fold ----------------------------------------------------------------------------------------------------

class Fold:
    def __init__(self, git, now):
        self.git, self.now = git, now
        self.line, self.drafts, self.keys_at = [], [], []
        self.model, self.day, self.moment, self.root = None, None, None, None
        self.pages, self.records, self.appointed, self.waivers = {}, {}, [], []
        self.days, self.findings, self.tables = [], [], []

    # step 2: the main line
    def find_line(self, head, root, anchors):
        line, cut, name = [], False, head
        while name:
            try:
                commit = self.git.commit(name)
            except Refused:
                cut = True
                break
            line.append(commit)
            if name == root:
                break
            name = self.next_parent(commit, anchors)
        # step 3: a line that misses an anchor is refused
        if on(3) and not set(anchors) <= {commit.id for commit in line}:
            fired(3)
            raise Refused("anchor")
        if (cut and on(5)) or (root and line[-1].id != root):
            raise Refused("not whole" if cut else "root")
        if on(6) and any(commit.seconds > self.now + 86400 for commit in line):
            fired(6)
            raise Refused("clock")
        return line[::-1]

    def next_parent(self, commit, anchors):
        if not commit.parents:
            return None
        if len(commit.parents) > 1:
            fired(2)
            if not on(2):
                return commit.parents[-1]
            for parent in commit.parents if anchors else []:
                below = set(self.git.run("rev-list", "--first-parent", parent))
                if set(anchors) - {commit.id} <= below:
                    return parent
        return commit.parents[0]

    def run(self, head, root=None, anchors=(), date=None):
        line = self.find_line(head, root, anchors)
        self.git.begin(line)
        for at, commit in enumerate(line):
            parent = line[at - 1] if at else self.parent_of(commit)
            if self.model:
                self.step(commit, parent)
            else:
                self.adopt(commit, parent)
        # step 26: no model, nothing is said
        if not self.model:
            fired(26)
            raise Refused("no model")
        if date and date > self.day:
            self.move_to(date)
        if date and date < self.day:
            self.findings.append("date before the day of the head")
        self.close_day(last=True)

    def parent_of(self, commit):
        """The parent of a pinned root, if the clone is not cut there."""
        try:
            return self.git.commit(commit.parents[0]) if commit.parents else None
        except Refused:
            return None

    # step 6: moment and day of a line commit
    def tell_time(self, commit, zone):
        moment = commit.seconds
        if self.moment is not None and moment < self.moment:
            self.findings.append("earlier than its parent: " + commit.id)
            if on(6):
                fired(6)
                moment = self.moment
        day = datetime.datetime.fromtimestamp(moment, zone).date()
        if self.day and on(6):
            day = max(day, self.day)
        return moment, day

    # --- Root

    def adopt(self, commit, parent):
        """step 4: look for the record that adopts the first model."""
        keys = self.read_keys(commit)
        if not keys or not keys.model or not keys.adopted_by:
            return
        records = self.new_records(commit, parent, [keys.records])
        _, day = self.tell_time(commit, zoneinfo.ZoneInfo("UTC"))
        for record in records:
            found = self.adoption(record, commit, keys, day)
            if found:
                self.begin(record, commit, keys, day, *found)
                if on(4):
                    self.forget_others(commit, keys, parent)
                    self.judge_all([one for one in records if order(one) > order(record)], commit)
                return

    def forget_others(self, commit, keys, parent):
        """step 4: what the root's parent holds counts for nothing."""
        for file, blob in sorted(self.in_folders(parent, [keys.records]).items() if parent else []):
            if blob not in self.records:
                other = Record(blob, file, read_yaml(self.git.read(blob, "blob")))
                self.keep(other, commit)
                other.no("before")

    def adoption(self, record, commit, keys, day):
        """The model and the pages of roles that a record adopts, or nothing."""
        if record.kind != "approval" or record.role != keys.adopted_by or record.against or record.provisional:
            return None
        if record.date > day or (record.effective and record.effective > day):
            return None
        pages = self.pages_of(commit, keys)
        path = self.only_path(pages, record.page)
        if not path or not keys.names(record.page, path) or not self.shows(commit, record, keys, path):
            return None
        front = self.git.front(record.text)
        roles = [(file, name) for reference, file, name in record.files if reference == "role"]
        if not good_model(front) or not self.good_roles(roles, pages):
            return None
        facts = Facts(front, path, keys.content)
        model = Model(record.page, record.text, front, keys, facts)
        return (model, roles) if self.can_adopt(model, roles, record, day) or not on(4) else None

    def good_roles(self, roles, pages):
        fronts = [(self.git.front(name), file) for file, name in roles]
        return all(front.get("kind") == "role" and pages.get(front.get("id")) == [file] for front, file in fronts)

    def can_adopt(self, model, roles, record, day):
        table = collections.defaultdict(list)
        for _, name in roles:
            front = self.git.front(name)
            table[front["id"]] += holders_of_page(front)
        holders = [h for h in table[record.role] if fold_name(h.person) == fold_name(record.person)]
        held = all(any(h.holds(d) for h in holders) for d in (record.date, day))
        proven = self.proven(record, model.front["proof"], holders)
        return held and proven and not self.nobody(model, day, table)

    def begin(self, record, commit, keys, day, model, roles):
        fired(4)
        self.root, self.moment, self.day, self.first_day = commit.id, commit.seconds, day, record.date
        self.model = model
        model.since, model.basis = day, [record.blob]
        self.add_to_line(commit, self.read_keys(commit))
        self.keep(record, commit)
        record.yes()
        path = self.only_path(self.pages_of(commit, keys), record.page)
        texts = [(record.page, Text(record.text, record.files, path, model.facts, 0))]
        for file, name in roles:
            facts = Facts(self.git.front(name), file, keys.content)
            texts.append((facts.id, Text(name, [], file, facts, 0)))
        for page, text in texts:
            self.number(self.page(page), text, [record])
        self.take_control(set())

    # --- One step

    def step(self, commit, parent):
        """step 9: events of days, then drafts, then records."""
        fired(9)
        moment, day = self.tell_time(commit, self.model.keys.zone)
        if on(9):
            self.move_to(day)
        else:
            self.open_day(day)
        self.moment = moment
        self.add_to_line(commit, self.read_keys(commit))
        if not on(17) and self.keys_at[-1] and self.keys_at[-1].names(self.model.page, self.model.facts.path):
            self.model.keys = self.keys_at[-1]
        self.follow_moves()
        # step 10: folders of records are those that the keys in force or the commit's own keys name
        folders = [self.model.keys.records]
        if self.keys_at[-1] and self.keys_at[-1].records not in folders and on(10):
            fired(10)
            folders.append(self.keys_at[-1].records)
        known = self.new_records(commit, parent, folders)
        woken = [r for r in self.records.values() if r.waits and self.place(r) is not None]
        self.judge_all(sorted(known + woken, key=order), commit)

    def add_to_line(self, commit, keys):
        self.line.append(commit)
        self.keys_at.append(keys)
        self.drafts.append({})
        self.read_drafts()

    def read_keys(self, commit):
        blob = self.git.files(commit.id).get("site.toml")
        try:
            return Keys(self.git.read(blob, "blob"), len(blob)) if blob else None
        except (ValueError, KeyError, OSError, AttributeError):
            return None

    def pages_of(self, commit, keys):
        """A map of page id and the paths of the files that hold it."""
        found = {}
        for path, blob in self.git.files(commit.id).items():
            hidden = any(part.startswith(".") for part in path.split("/"))
            if path.endswith(".md") and path.startswith(keys.content + "/") and not hidden:
                name = self.git.front(blob).get("id")
                if isinstance(name, str) and name:
                    found.setdefault(name, []).append(path)
        return found

    def read_drafts(self):
        """step 20: an id belongs to the page that holds it in the state; of two files, the one at its path."""
        commit, found = self.line[-1], {}
        files = self.git.files(commit.id)
        for name, paths in self.pages_of(commit, self.model.keys).items():
            path = self.owner_path(name, paths)
            if path:
                found[name] = (path, files[path])
        self.drafts[-1] = found

    def owner_path(self, name, paths):
        if len(paths) == 1:
            return paths[0]
        if not on(20):
            return min(paths)
        fired(20)
        self.findings.append("copied id: " + name)
        page = self.pages.get(name)
        held = page.text.path if page and page.text else None
        if not held and len(self.drafts) > 1:
            held = self.drafts[-2].get(name, (None,))[0]
        return held if held in paths else None

    def follow_moves(self):
        """step 20: a move that changes no facts takes effect at once."""
        for name, (path, blob) in self.drafts[-1].items():
            page = self.pages.get(name)
            if not page or not page.text or page.standing not in ("in force", "stood before", "provisional"):
                continue
            text, facts = page.text, self.facts(blob, path)
            others = [p.text.path for p in self.pages.values() if p is not page and p.text]
            if path in others or self.is_occupied(text.path, path) or not plain_move(text.path, path):
                continue
            if text.path != path and text.blob == blob and text.facts.same(facts) and on(20):
                fired(20)
                text.path, text.facts = path, facts
                if name == self.model.page:
                    self.model.facts = facts

    def is_occupied(self, old, new):
        """step 20: the old place is free where no file, and no other page, is found there."""
        commit = self.line[-1].id
        if old in self.git.files(commit) or self.git.there(commit, old):
            return True
        folder = self.model.keys.content + "/"
        pages = [path for path in self.git.files(commit) if path.startswith(folder) and re.search(r"\.(md|markdown)$", path, re.I)]
        pages = [path for path in pages if not any(part.startswith(".") for part in path.split("/"))]
        return any(address(path) == address(old) for path in pages if path != new)

    # --- Days

    def open_day(self, day):
        if day > self.day:
            self.close_day()
            self.day = day

    def close_day(self, last=False):
        """step 7: what is said of a day is said at its end, and never again."""
        fired(7)
        self.tables.append((self.day, self.role_table()))
        found = self.snapshot()
        same = self.days and {**self.days[-1], "day": ""} == {**found, "day": ""}
        if last or not same:
            self.days.append(found)

    def move_to(self, day):
        while True:
            comes = [one for one in self.event_days() if self.day < one <= day]
            if not comes:
                break
            self.open_day(min(comes))
            self.begin_day()
        self.open_day(day)

    def event_days(self):
        days = [r.effective for r in self.records.values() if r.alive and r.effective]
        days += [later(p.text.last, 1) for p in self.pages.values() if p.standing == "provisional"]
        days += [later(waiver.expires, 1) for waiver in self.waivers]
        days += [read_day(c["since"]) for c in self.model.front["controls"] if "since" in c]
        for holder in [h for some in self.role_table().values() for h in some]:
            days += [day for day in (holder.first, holder.last and later(holder.last, 1), holder.marked) if day]
        return days

    def begin_day(self):
        """step 9: what happens because a day begins: ends, then controls that begin, then effective texts."""
        for page in self.pages.values():
            if page.standing == "provisional" and page.text.last < self.day:
                self.fall_back(page)
        for waiver in [w for w in self.waivers if w.expires < self.day]:
            fired(16)
            self.waivers.remove(waiver)
            waiver.alive, waiver.why = False, "ended"
        if any(read_day(c.get("since")) == self.day for c in self.model.front["controls"]):
            self.take_control(self.controlled(later(self.day, -1)))
        ready = [r for r in self.records.values() if r.alive and r.effective == self.day and r.kind == "approval"]
        for record in sorted(ready, key=lambda r: (-1 if self.place(r) is None else self.place(r), r.blob)):
            if record.alive:
                fired(14)
                self.ask(record)

    # --- Taking control

    def controlled(self, day):
        """The ids of pages that are selected by the draft's facts on that day."""
        return {name for name in self.drafts[-1] if self.model.asks(self.draft_facts(name), day)}

    def draft_facts(self, name):
        path, blob = self.drafts[-1][name]
        return self.facts(blob, path)

    def facts(self, blob, path):
        return Facts(self.git.front(blob), path, self.model.keys.content)

    def take_control(self, already):
        """step 15: pages that come under control by the model stand, without a number."""
        if not on(15):
            return
        for name in self.controlled(self.day) - already:
            page = self.page(name)
            path, blob = self.drafts[-1][name]
            if not page.standing and not self.git.front(blob).get("draft"):
                fired(15)
                page.text = Text(blob, None, path, self.draft_facts(name), len(self.line) - 1)
                page.standing, page.since = "stood before", self.day

    def page(self, name):
        return self.pages.setdefault(name, Page(name))

    # --- Roles

    def role_table(self):
        """step 18: who holds which role: pages of roles in force, and appointments that count."""
        table = collections.defaultdict(list)
        for page in self.pages.values():
            if page.in_force() and page.text.facts.kind == "role":
                table[page.id] += holders_of_page(self.git.front(page.text.blob))
        for _, role, holder in self.appointed:
            table[role].append(holder)
        return table

    def entries(self, role, person, day=None, table=None):
        some = [h for h in (self.role_table() if table is None else table)[role] if fold_name(h.person) == fold_name(person)]
        return [h for h in some if day is None or h.holds(day)]

    def table_of(self, day):
        """step 12: who held which role on a day by what was in force then: before the root, by what came with it; before the day of the adoption nobody held any."""
        if day < self.first_day:
            return collections.defaultdict(list)
        if day >= self.day or not self.tables:
            return self.role_table()
        return next((table for since, table in reversed(self.tables) if since <= day), self.tables[0][1])

    def nobody(self, model, day, table):
        """step 18: say whether nobody can satisfy what a model asks, of itself or by any control."""
        if not on(18):
            return False
        if not model.roles() <= set(table):
            fired(18)
            return True
        for demand in [*model.own_demands(day).values(), *model.always(day)]:
            people = [{fold_name(h.person) for h in table[role] if h.holds(day)} for role in demand.roles]
            if not all(people) or len(set().union(*people)) < demand.people:
                fired(18)
                return True
        return False

    # --- Records

    def new_records(self, commit, parent, folders):
        """step 9: the records that the parent's tree does not have. step 11: each is known by its content."""
        old = set(self.in_folders(parent, folders).values()) if parent else set()
        found = {}
        for file, blob in sorted(self.in_folders(commit, folders).items()):
            if blob in self.records and blob not in old:
                fired(11)
            if blob not in old and (blob not in self.records or not on(11)) and blob not in found:
                found[blob] = Record(blob, file, read_yaml(self.git.read(blob, "blob")))
        if found:
            self.find_adders(commit, found, folders)
        if on(11) and self.model and parent:
            gone = set(self.in_folders(parent, folders).values()) - set(self.in_folders(commit, folders).values())
            for blob in sorted(gone & set(self.records)):
                fired(11)
                self.findings.append("record edited or deleted: " + blob)
        return sorted(found.values(), key=order)

    def in_folders(self, commit, folders):
        starts = tuple(folder + "/" for folder in folders)
        files = self.git.files(commit.id)
        return {p: i for p, i in files.items() if p.startswith(starts) and p.endswith((".yaml", ".yml"))}

    def find_adders(self, commit, found, folders):
        """step 10: the commits that added a file; for a merged branch these are others than the line commit."""
        commits = [commit]
        if len(commit.parents) > 1 and on(10):
            names = self.git.run("rev-list", commit.id, *["^" + commit.parents[0]])
            commits = [self.git.commit(name) for name in names]
        held = {}
        for one in commits:
            for name in [one.id, *one.parents]:
                if name not in held:
                    held[name] = set(self.in_folders(self.git.commit(name), folders).values())
            new = held[one.id].difference(*[held[name] for name in one.parents]) & set(found)
            for blob in new:
                found[blob].adders.append(one)
                if one is not commit:
                    fired(10)
        for record in found.values():
            record.adders = record.adders or [commit]
            record.moment = min(one.seconds for one in record.adders)

    def keep(self, record, commit):
        record.commit, record.day = commit.id, self.day
        self.records[record.blob] = record

    def judge_all(self, records, commit):
        """step 9: each record is judged by the state that the ones before it left."""
        for record in records:
            if record.waits:
                record.waits = False
                fired(12)
                self.ask(record)
            elif not record.commit:
                self.keep(record, commit)
                self.judge(record)
        if not on(9):
            self.begin_day()

    def judge(self, record):
        fired(8)
        if not record.kind:
            return record.no("form")
        if record.date > self.day:
            return record.no("ahead")
        # step 12: the signer held the role on the record's day and on arrival's
        then = self.table_of(record.date)
        holders = [self.entries(record.role, record.person, record.date, then), self.entries(record.role, record.person, self.day)]
        if not all(holders):
            fired(12)
            return record.no("role")
        if not self.proven(record, self.model.front["proof"], holders[0] + holders[1]):
            return record.no("proof")
        return getattr(self, "judge_" + record.kind)(record)

    def proven(self, record, proof, holders):
        """step 10 and step 24: whether the commits that added a record prove who made it."""
        if proof == "none":
            return True
        if proof == "signed" and on(24):
            fired(24)
            raise Refused("signature")
        names = {fold_name(n) for h in holders for n in h.identities} | {fold_name(record.person)}
        good = all(names & {fold_name(n) for n in commit.committer} for commit in record.adders)
        if not good:
            fired(10)
        return good or not on(10)

    def judge_approval(self, record):
        page = self.page(record.page)
        if record.page == self.model.page and not record.model_text():
            return record.no("files")
        if record.model_text() and record.provisional:
            return record.no("model")
        stands = page.text.blob if page.standing == "stood before" else None
        # step 17: who signs a model must have seen the model in force, whichever page that is
        seen = self.model.blob if record.model_text() else page.in_force()
        if on(12) and record.against != seen and (not stands or record.against != stands):
            fired(12)
            return record.no("against")
        if record.provisional and any(p["blob"] == record.text for p in page.provisionals):
            return record.no("again")
        record.yes(alive=True)
        if self.place(record) is None:
            fired(12)
            record.waits, record.why = True, "waits"
            return None
        return self.ask(record)

    def judge_decline(self, record):
        record.yes(alive=True)

    def judge_review(self, record):
        seen = any(self.drafts[at].get(record.page, (None, None))[1] == record.text for at in range(len(self.line)))
        return record.yes() if seen else record.no("state")

    def judge_attestation(self, record):
        return record.yes() if self.control(record.control) else record.no("control")

    def judge_waiver(self, record):
        """step 16: a waiver is kept, and never looked at where it is asked what is in force."""
        control = self.control(record.control)
        if not control or control["accountable"] != record.role:
            return record.no("control")
        if record.expires < self.day:
            return record.no("expired")
        fired(16)
        self.waivers.append(record)
        return record.yes(alive=True)

    def control(self, name):
        return next((c for c in self.model.front["controls"] if c["id"] == name), None)

    def judge_revocation(self, record):
        """step 14: an approval can be revoked until its text is in force."""
        target = self.records.get(record.data["revokes"])
        if not target or not target.counts or target.kind == "revocation":
            return record.no("unknown")
        if target.role != record.role:
            return record.no("role")
        if target.kind in ("approval", "withdrawal") and (not target.alive or self.is_basis(target)) and on(14):
            fired(14)
            return record.no("in force")
        target.no("revoked")
        self.waivers = [w for w in self.waivers if w is not target]
        self.appointed = [one for one in self.appointed if one[0] is not target]
        record.yes()
        if target.kind == "decline":
            fired(16)
            some = [r for r in self.approvals(target.page) if r.text == target.text and not r.waits]
            for key, path in sorted({(r.key, r.path) for r in some}):
                live = [r for r in some if r.key == key and r.path == path and r.alive]
                if live:
                    self.ask(live[0])
        return None

    def is_basis(self, record):
        page = self.pages.get(record.page)
        return page is not None and record.blob in page.basis

    def judge_appointment(self, record):
        """step 18: the role that the model names appoints; where a needed role has no holder, adopted_by does."""
        entry = record.data["appoints"]
        first, last = read_day(entry.get("from")), read_day(entry.get("to"))
        names, marked = [one for one in as_list(entry.get("identities")) if isinstance(one, str)], None
        if fold_name(entry["person"]) == fold_name(record.person):
            return record.no("self")
        known = self.pages.get(entry["role"])
        if known and known.standing in ("withdrawn", "released"):
            return record.no("gone")
        if record.role != self.model.front.get("appointed_by"):
            if not self.may_help(record, entry["role"]):
                return record.no("control")
            fired(18)
            first, end = max(first or self.day, self.day), later(self.day, 29)
            if first > end:
                return record.no("never")
            last, marked = min(last or end, end), later(self.day, 30)
        self.appointed.append((record, entry["role"], Holder(entry["person"], first, last, names, marked)))
        return record.yes()

    def may_help(self, record, role):
        needed = set().union(*[demand.roles for demand in self.model.own_demands(self.day).values()])
        empty = not any(h.holds(self.day) for h in self.role_table()[role])
        return on(18) and record.role == self.model.keys.adopted_by and role in needed and empty

    # --- Withdrawal

    def judge_withdrawal(self, record):
        """step 13: the page leaves force, or control, with all signatures that its facts in force ask for."""
        page = self.page(record.page)
        if record.page == self.model.page:
            return record.no("model")
        if page.standing not in ("in force", "provisional", "stood before"):
            return record.no("state")
        front, keys = self.model.front, self.model.keys
        named = self.model.roles() | {keys.adopted_by, front.get("appointed_by"), front.get("mechanical")}
        if page.text.facts.kind == "role" and (record.release or record.page in named):
            fired(18)
            return record.no("named")
        takes_all = record.release or page.text.facts.kind == "role"
        seen = [page.text.blob] if page.in_force() and takes_all else [page.text.blob, None]
        if record.against not in seen and on(12):
            return record.no("against")
        record.yes(alive=True)
        wanted = demands(self.model, [page.text.facts], self.day) or self.model.own_demands(self.day)
        some = [r for r in self.records.values() if r.alive and r.kind == "withdrawal" and r.page == page.id
                and r.release == record.release]
        if not record.release and not self.has_a_say(record, page, wanted):
            return record.no("role")
        if not takes_all or all(self.signed(demand, some) for demand in wanted.values()):
            fired(13)
            self.end_issue(page)
            roles = set().union(*[demand.roles for demand in wanted.values()])
            if page.text.facts.kind == "role":
                self.appointed = [one for one in self.appointed if one[1] != page.id]
            page.standing, page.since = "released" if record.release else "withdrawn", self.day
            page.basis = sorted(r.blob for r in some if r.role in roles)
            self.overtake(page, None)
        return None

    def has_a_say(self, record, page, wanted):
        """The owner, a role that approves, or one that answers for that takes a page out of force alone."""
        roles = set().union({page.text.facts.fields.get("owner")}, *[demand.roles for demand in wanted.values()])
        answers = {c.get("accountable") for c in self.model.chosen(page.text.facts, self.day)}
        return record.role in roles | answers

    # --- Approval

    def approvals(self, page):
        return [r for r in self.records.values() if r.kind == "approval" and r.alive and r.page == page]

    def only_path(self, pages, name):
        """Of two files with one id, neither is the model."""
        paths = pages.get(name, [])
        return paths[0] if len(paths) == 1 else None

    def shows(self, commit, record, keys, path):
        """step 21: the page's text and the files that it shows are those that the record names."""
        files = self.git.files(commit.id)
        if files.get(path) != record.text or (on(21) and not self.names_all(record, files, path)):
            return False
        for reference, file, name in record.files if on(21) else []:
            special = record.model_text() and (reference, file) == ("site.toml", "site.toml")
            if special and on(17) and (not keys or keys.id != name):
                fired(17)
                return False
            if not special and files.get(file) != name:
                fired(21)
                return False
        if record.model_text() and keys and keys.signers and on(21):
            return any(one[:2] == ("signers", keys.signers) for one in record.files)
        return True

    def names_all(self, record, files, path):
        """step 21: the record names each picture that is there, in the order of the text."""
        text = self.git.read(record.text, "blob").decode("utf-8", "replace")
        shown = [(ref, os.path.normpath(os.path.join(os.path.dirname(path), ref))) for ref in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)]
        named = [(ref, file) for ref, file, _ in record.files]
        special = [("site.toml", "site.toml")] * record.model_text()
        own = [one for one in named if one not in special and (not special or one[0] not in ("signers", "role"))]
        return own == [one for one in shown if one[1] in files]

    def where(self, record):
        """step 12: the newest line commit at which the approved text is a state, and the path there, if there is one."""
        for at in range(len(self.line) - 1, -1, -1):
            if record.model_text():
                path = self.keys_at[at] and self.model_paths(at, self.keys_at[at], record.page)
            else:
                path = self.drafts[at].get(record.page, (None,))[0]
            if path == record.path and self.shows(self.line[at], record, self.keys_at[at], path):
                return at, path
        return None

    def place(self, record):
        found = self.where(record)
        return None if found is None else found[0]

    def model_paths(self, at, keys, name):
        if keys.content == self.model.keys.content:
            return self.drafts[at].get(name, (None,))[0]
        return self.only_path(self.pages_of(self.line[at], keys), name)

    def place_in_force(self, text):
        """The newest line commit at which a text in force is a state."""
        for at in range(len(self.line) - 1, text.place, -1):
            stood, blob = self.drafts[at].get(text.facts.id, (None, None))
            files = self.git.files(self.line[at].id)
            kept = all(files.get(f) == i for reference, f, i in text.files or [] if reference != "site.toml")
            keys = [i for reference, f, i in text.files or [] if reference == f == "site.toml"]
            if keys and text.facts.kind == "governance-model":
                kept = kept and self.keys_at[at] is not None and self.keys_at[at].id in keys
            if blob == text.blob and stood == text.path and kept:
                return at
        return text.place

    def ask(self, record):
        """step 12: completeness is asked when a record arrives or an effective day begins."""
        page = self.page(record.page)
        some = [r for r in self.approvals(page.id) if r.key == record.key and self.is_for(page, r, record)]
        places = [(*self.where(r), r.blob, r) for r in some if self.place(r) is not None]
        for one in some:
            one.waits = self.place(one) is None
            one.why = "waits" if one.waits else ""
        some = [r for r in some if not r.waits and (not r.effective or r.effective <= self.day)]
        if not places or not some:
            return None
        place, path, _, newest = max(places, key=lambda one: one[:3])
        facts = self.facts(record.text, path)
        text = Text(record.text, newest.files, path, facts, place)
        # step 8: the facts of the text in force are kept as they were
        old = page.text.facts if page.text else None
        if old and not on(8) and page.id in self.drafts[-1]:
            old = self.draft_facts(page.id)
        if page.standing == "in force" and page.text.key == text.key and old.same(facts):
            return None
        wanted = self.who_must_sign(page, old, facts, record)
        if wanted is None or self.declined(page, record, wanted):
            return None
        if page.standing in ("in force", "provisional", "stood before") and on(14):
            # step 14: in the order of the line
            other = page.text.key != text.key or page.text.path != text.path
            # step 15: what was shown when control began is in no record; the same words are no older text where they stand,
            # and no approval of where they stood takes the page back
            stands_there = page.text.blob == text.blob and page.text.path == text.path
            other = other and not (page.standing == "stood before" and stands_there)
            if other and self.place_in_force(page.text) > place:
                fired(14)
                self.findings.append("older than the text in force: " + record.blob)
                return None
        return self.complete(page, text, wanted, some, record)

    def is_for(self, page, one, record):
        """step 12: who signs a text signs it where it stands; of the text in force, what put it there counts elsewhere too."""
        given = page.standing in ("in force", "provisional") and page.text.key == one.key and one.blob in page.basis
        return one.path == record.path or given

    def who_must_sign(self, page, old, facts, record):
        many = [facts]
        if old and on(13):
            many.append(old)
        if record.model_text():
            many.append(self.model.facts)
        elif not self.model.asks(facts, self.day):
            # step 13: losing the last control needs a withdrawal
            fired(13)
            if on(13) or not old:
                return None
        wanted = demands(self.model, many, self.day)
        if old and {k: d.roles for k, d in wanted.items()} != {k: d.roles for k, d in demands(self.model, [facts], self.day).items()}:
            fired(13)
        return wanted

    def declined(self, page, record, wanted):
        """step 16: a decline by a required role blocks that text until it is revoked."""
        roles = set().union(*[d.roles | ({d.way["role"]} if d.way else set()) for d in wanted.values()])
        no = [r for r in self.records.values() if r.kind == "decline" and r.alive and r.page == page.id
              and r.text == record.text and r.role in roles]
        if no and on(16):
            fired(16)
            return True
        return False

    def complete(self, page, text, wanted, some, record):
        """Bring a text into force if its signatures are complete."""
        full = [r for r in some if not r.provisional]
        quick = [r for r in some if r.provisional]
        roles = set().union(*[demand.roles for demand in wanted.values()])
        missing = [demand for demand in wanted.values() if not self.signed(demand, full, page, text)]
        basis = [r for r in full if r.role in roles]
        if not missing:
            return self.into_force(page, text, basis, record)
        ways = [demand.way for demand in missing]
        if not all(way and any(r.role == way["role"] for r in quick) for way in ways):
            return None
        if page.standing == "provisional" and page.text.key == text.key:
            return None
        fired(14)
        text.last = later(self.day, min(days_of(way["for"]) for way in ways) - 1)
        names = {way["role"] for way in ways}
        return self.for_a_while(page, text, basis + [r for r in quick if r.role in names])

    def signed(self, demand, some, page=None, text=None):
        """Say whether all roles, enough people and somebody who is no author signed."""
        mine = [r for r in some if r.role in demand.roles]
        people = {fold_name(r.person) for r in mine}
        if not demand.roles <= {r.role for r in mine} or len(people) < demand.people:
            return False
        if demand.not_author and page:
            authors = self.authors(page, text)
            return any(self.no_author(r, authors) for r in mine)
        return True

    def no_author(self, record, authors):
        """step 19: where a role page ties no identities to a person, this cannot be judged, and is not met."""
        names = {fold_name(n) for h in self.entries(record.role, record.person) for n in h.identities}
        fine = bool(names) and not (names | {fold_name(record.person)}) & authors
        if not fine:
            fired(19)
        return fine or not on(19)

    def authors(self, page, text):
        """step 19: all who wrote in a text since the text in force, side branches included."""
        applies = page.text if page.standing in ("in force", "provisional", "stood before") else None
        start = ["^" + self.line[applies.place].id] if applies else []
        paths = {draft[page.id][0] for draft in self.drafts if page.id in draft} | {text.path}
        paths |= {file for _, file, _ in text.files or []}
        blob = self.git.files(self.line[-1].id).get(".mailmap")
        mailmap = read_mailmap(self.git.read(blob, "blob")) if blob else []
        found = set()
        for name in self.git.run("rev-list", self.line[text.place].id, *start):
            commit = self.git.commit(name)
            mine, others = self.git.files(name), [self.git.files(one) for one in commit.parents]
            if any(all(mine.get(path) != other.get(path) for other in others) for path in paths if path in mine or others):
                for person in people_of(commit):
                    found |= {fold_name(n) for n in person + mapped(person, mailmap) if n}
        return found

    # --- Into force

    def into_force(self, page, text, basis, record):
        if record.model_text():
            return self.change_model(page, text, basis)
        self.number(page, text, basis)
        self.overtake(page, text)
        return None

    def number(self, page, text, basis):
        """step 14: a text in force has an issue number. Equal bytes with new facts keep theirs."""
        fired(14)
        names = sorted(r.blob for r in basis)
        same = page.standing == "in force" and page.text.key == text.key
        if page.standing in ("withdrawn", "released"):
            fired(20)
        if same:
            text.number = page.issues[-1]["number"]
        else:
            self.end_issue(page)
            text.number = len(page.issues) + 1
            page.since = self.day
            page.issues.append({"number": text.number, "blob": text.blob, "path": text.path, "since": str(self.day),
                                "until": None, "basis": names})
        page.text, page.standing, page.before, page.basis = text, "in force", None, names

    def end_issue(self, page):
        if page.issues and not page.issues[-1]["until"]:
            page.issues[-1]["until"] = str(self.day)
        self.end_provisional(page)

    def end_provisional(self, page):
        if page.provisionals and not page.provisionals[-1]["until"]:
            page.provisionals[-1]["until"] = str(self.day)

    def for_a_while(self, page, text, basis):
        """step 14: a provisional text has no number, and carries its last day."""
        if page.standing != "provisional":
            page.before = (page.standing, page.text, page.since, page.basis)
        self.end_provisional(page)
        page.text, page.standing, page.since = text, "provisional", self.day
        page.basis = sorted(r.blob for r in basis)
        page.provisionals.append({"blob": text.blob, "since": str(self.day), "last": str(text.last), "until": None})
        self.overtake(page, text)

    def fall_back(self, page):
        fired(14)
        self.end_provisional(page)
        page.standing, page.text, _, page.basis = page.before
        page.before, page.since = None, self.day
        for name in page.basis:
            self.records[name].alive = True
        self.overtake(page, page.text if page.standing == "in force" else None)

    def overtake(self, page, text):
        """step 12: an approval does not count if another text has come into force since."""
        mine = [r for r in self.records.values() if r.alive and r.page == page.id and r.kind in ("approval", "withdrawal")]
        for record in mine if on(12) else []:
            is_it = record.kind == "approval" and text and record.key == text.key
            if is_it and (record.path == text.path or record.blob in page.basis):
                record.used = True
            elif is_it and record.against == text.blob:
                pass
            elif record.used or record.blob in page.basis:
                record.alive = False
            else:
                fired(12)
                record.no("overtaken")

    def change_model(self, page, text, basis):
        """step 17: the model and the keys are controlled text, judged by the model in force."""
        keys, front = self.keys_at[text.place], self.git.front(text.blob)
        new = Model(page.id, text.blob, front, keys, text.facts)
        word = "model" if not good_model(front) else "keys" if not keys or not keys.names(page.id, text.path) else ""
        if not word and self.nobody(new, self.day, self.role_table()):
            word = "nobody"
        fired(17)
        if word and (on(17) or word != "nobody"):
            self.findings.append(f"the model cannot come into force ({word}): {text.blob}")
            return
        already, old = self.controlled(self.day), self.model
        new.since, new.basis = self.day, sorted(r.blob for r in basis)
        self.number(page, text, basis)
        self.overtake(page, text)
        for record in self.records.values():
            if record.kind == "approval" and record.alive and record.model_text() and record.page != page.id and on(12):
                record.no("overtaken")
        self.model = new
        if old.keys.content != keys.content:
            self.read_drafts()
        self.take_control(already)

    # --- What is said

    def snapshot(self):
        """step 25: what is said of a day."""
        fired(25)
        model = self.model
        table = {role: sorted({(h.person, str(h.last) if h.marked and h.marked > self.day else "") for h in some if h.holds(self.day)})
                 for role, some in self.role_table().items()}
        roles = {role: [{"person": p, "by_adopter_until": mark or None} for p, mark in some] for role, some in table.items() if some}
        names = set(self.drafts[-1]) | {name for name, page in self.pages.items() if page.standing}
        return {"day": str(self.day), "roles": roles, "pages": {name: self.said(name) for name in sorted(names)},
                "model": {"page": model.page, "blob": model.blob, "keys": model.keys.id, "since": str(model.since), "basis": model.basis}}

    def said(self, name):
        page = self.pages.get(name) or Page(name)
        standing, shown = page.standing, page.standing in ("in force", "provisional", "stood before")
        if not standing:
            standing = "nothing approved" if self.model.asks(self.draft_facts(name), self.day) else "uncontrolled"
        text = page.text if shown else None
        files = None if not text or text.files is None else [{"reference": r, "file": f, "id": i} for r, f, i in text.files]
        return {"standing": standing, "number": text.number if standing == "in force" else None,
                "last": str(text.last) if standing == "provisional" else None,
                "blob": text and text.blob, "path": text and text.path, "files": files,
                "since": str(page.since) if page.since else None, "basis": list(page.basis),
                "issues": [dict(issue) for issue in page.issues], "provisionals": [dict(one) for one in page.provisionals]}

    def document(self):
        records = {r.blob: {"kind": r.kind, "file": r.file, "page": r.page, "commit": r.commit, "day": str(r.day),
                            "counts": r.counts, "why": r.why} for r in self.records.values()}
        return {"root": self.root, "head": self.line[-1].id, "day": str(self.day), "days": self.days, "records": records,
                "findings": list(dict.fromkeys(self.findings))}


def order(record):
    """step 9: records go by their moment, then by object id."""
    return (record.moment, str(record.date), record.blob) if on(9) else (record.file, record.blob)


def people_of(commit):
    found = [commit.author, commit.committer]
    return found + re.findall(r"(?im)^co-authored-by:\s*(.*?)\s*<([^>]*)>\s*$", commit.message)


def read_mailmap(data):
    lines = [line.split("#")[0].strip() for line in data.decode("utf-8", "replace").splitlines()]
    form = r"([^<]*?)\s*<([^>]*)>(?:\s*([^<]*?)\s*<([^>]*)>)?"
    return [match.groups() for match in (re.fullmatch(form, line) for line in lines) if match]


def mapped(person, mailmap):
    """The names that a mailmap gives a person besides the raw ones."""
    for name, mail, old_name, old_mail in mailmap:
        hit = (old_mail or mail).lower() == person[1].lower() and (not old_name or old_name.lower() == person[0].lower())
        if hit:
            return (name or person[0], mail)
    return ()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repo")
    parser.add_argument("--rev", default="HEAD")
    parser.add_argument("--date", type=datetime.date.fromisoformat)
    parser.add_argument("--root")
    parser.add_argument("--after", action="append", default=[])
    parser.add_argument("--site", default="")
    parser.add_argument("--now", type=int, default=int(time.time()))
    parser.add_argument("--count", action="store_true")
    options = parser.parse_args()
    git = Git(options.repo, options.site)
    try:
        name = lambda rev: git.run("rev-parse", "--verify", rev + "^{commit}")[0]
        fold = Fold(git, options.now)
        fold.run(name(options.rev), options.root and name(options.root), [name(rev) for rev in options.after], options.date)
        found = fold.document()
    except Refused as cause:
        found = {"refused": str(cause)}
    json.dump(found, sys.stdout, sort_keys=True, indent=1, ensure_ascii=False)
    print()
    if options.count:
        print(json.dumps({f"step {step}": COUNT[step] for step in range(1, 30)}), file=sys.stderr)


if __name__ == "__main__":
    main()
