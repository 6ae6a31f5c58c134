#!/usr/bin/env python3
"""Build one random repository for the oracle: histories.py SEED DIR

The same seed gives the same object ids. Nothing is taken from the machine's clock. Some histories are meant to go
wrong: the records are right and wrong, and so are the drafts. Where a record should be right, the generator asks the
oracle's own reader who must sign; what is in force it only guesses, so that some records name the wrong text.
"""
import copy
import datetime
import json
import os
import random
import subprocess
import sys

from oracle import Facts, Keys, Model, demands, object_id, read_front

ZONES = ["UTC", "Europe/Vienna", "Pacific/Auckland", "America/Los_Angeles"]
PEOPLE = ["first-sponsor", "second-sponsor", "head-of-legal", "deputy-of-legal", "chief-editor", "second-editor",
          "lead-physician", "clerk", "visitor"]
ROLES = {"sponsor": ["first-sponsor", "second-sponsor"], "legal": ["head-of-legal", "deputy-of-legal"],
         "editor": ["chief-editor", "second-editor"], "medical": ["lead-physician"], "empty": []}
RECORDS = "content/governance/records"


def plain_yaml(value, depth=0):
    """The small part of YAML that is written here."""
    pad = "  " * depth
    if isinstance(value, dict):
        lines = []
        for key, below in value.items():
            if isinstance(below, (dict, list)) and below:
                lines.append(f"{pad}{key}:\n{plain_yaml(below, depth + 1)}")
            else:
                lines.append(f"{pad}{key}: {one_value(below)}\n")
        return "".join(lines)
    return "".join(f"{pad}- {json.dumps(one, ensure_ascii=False)}\n" for one in value)


def one_value(value):
    if value in ([], {}):
        return json.dumps(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def as_text(value):
    """Front matter as the oracle reads it: all scalars are text."""
    if isinstance(value, dict):
        return {key: as_text(below) for key, below in value.items()}
    if isinstance(value, list):
        return [as_text(below) for below in value]
    return one_value(value)


class Page:
    def __init__(self, path, front, body="", shows=()):
        self.path, self.front, self.body, self.shows = path, front, body, list(shows)

    def data(self):
        pictures = "".join(f"\n![picture]({reference})\n" for reference in self.shows)
        return f"---\n{plain_yaml(self.front)}---\n\n{self.body}\n{pictures}".encode()

    def blob(self):
        return object_id(self.data())

    def picture(self, reference):
        return os.path.normpath(os.path.join(os.path.dirname(self.path), reference))


class State:
    """What a branch holds: its files, and the pages among them by a name of the generator's own."""

    def __init__(self):
        self.files, self.pages, self.toml, self.mark = {}, {}, {}, None

    def all_files(self):
        files = dict(self.files)
        files.update({page.path: page.data() for page in self.pages.values()})
        if self.toml:
            files["site.toml"] = toml_of(self.toml)
        return files


def toml_of(keys):
    top = "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items() if "." not in key)
    below = "".join(f"{key[11:]} = {json.dumps(value)}\n" for key, value in keys.items() if key.startswith("governance."))
    return (top + "\n[governance]\n" + below).encode()


class History:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.out, self.marks, self.count = [], {}, 0
        self.clock = 1709280000 + self.random.randrange(86400)
        self.main = State()
        self.at = self.main
        self.guess, self.guess_old, self.facts, self.model = {}, [], {}, None
        self.written, self.queue, self.old, self.serial, self.side = [], [], {}, 1, None
        self.withdrawn, self.gone, self.coming = set(), [], []

    # --- Writing

    def blob_mark(self, data):
        if data not in self.marks:
            self.count += 1
            self.marks[data] = self.count
            self.out.append(b"blob\nmark :%d\ndata %d\n%s\n" % (self.count, len(data), data))
        return self.marks[data]

    def commit(self, who="clerk", subject="Change", merge=None, parent=None, message=""):
        """Write what the branch at hand holds as a commit."""
        files = {path: self.blob_mark(data) for path, data in self.at.all_files().items()}
        self.count += 1
        person = f"{who} <{who}@example.org> {self.clock} +0000".encode()
        text = (subject + "\n" + message).encode()
        lines = [b"commit refs/heads/work", b"mark :%d" % self.count, b"author " + person, b"committer " + person,
                 b"data %d\n%s" % (len(text), text)]
        first = parent or self.at.mark
        if first:
            lines.append(b"from :%d" % first)
        if merge:
            lines.append(b"merge :%d" % merge)
        lines.append(b"deleteall")
        lines += [b"M 100644 :%d %s" % (mark, path.encode()) for path, mark in sorted(files.items())]
        self.out.append(b"\n".join(lines) + b"\n\n")
        self.at.mark = self.count
        self.tick()

    def tick(self):
        kind = self.random.random()
        if kind < 0.06:
            self.clock -= self.random.randrange(60, 5 * 86400)
        elif kind < 0.5:
            self.clock += self.random.randrange(30, 5 * 3600)
        else:
            self.clock += self.random.randrange(3600, 3 * 86400)

    def today(self, days=0):
        return str((datetime.datetime.fromtimestamp(self.clock, datetime.UTC) + datetime.timedelta(days=days)).date())

    def write(self, folder):
        subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
        self.out.append(b"reset refs/heads/main\nfrom :%d\n\n" % self.main.mark)
        command = ["git", "-C", folder, "-c", "fastimport.unpackLimit=100000", "fast-import", "--quiet", "--date-format=raw"]
        subprocess.run(command, input=b"".join(self.out), check=True)
        subprocess.run(["git", "-C", folder, "update-ref", "-d", "refs/heads/work"], check=True)
        subprocess.run(["git", "-C", folder, "reset", "-q", "--hard", "main"], check=True)

    # --- The first state

    def start(self):
        choose = self.random
        state = self.main
        state.toml = {"content": "content", "timezone": choose.choice(ZONES), "edition": "approved",
                      "governance.model": "GM-1", "governance.adopted_by": "sponsor"}
        if choose.random() < 0.4:
            state.toml["governance.profiles"] = ["finance"]
        if choose.random() < 0.15:
            state.toml["governance.records"] = "evidence"
        if choose.random() < 0.2:
            state.toml["governance.signers"] = "signers.txt"
            state.files["signers.txt"] = b"none yet\n"
        if choose.random() < 0.2:
            state.files[".mailmap"] = b"chief-editor <chief-editor@example.org> <visitor@example.org>\n"
        self.proof = choose.choices(["none", "committer", "signed"], [64, 33, 3])[0]
        state.pages["model"] = Page("content/governance/model.md", self.model_front("GM-1"), "How we decide.")
        for role, people in ROLES.items():
            state.pages["role " + role] = Page(f"content/roles/{role}.md", self.role_front(role, people), f"The role {role}.")
        for number in range(1, choose.randrange(5, 10)):
            self.new_page(number)
        state.pages["note"] = Page("content/note.md", {"kind": "scenario"}, "A page without an id.")
        if choose.random() < 0.2:
            state.files["content/nested/site.toml"] = b'content = "content"\n'
            state.files["content/nested/a.md"] = b"---\nid: G-1\nkind: guideline\n---\n\nOf another site.\n"

    def role_front(self, role, people):
        entries = []
        for person in people:
            entry = {"name": person}
            if self.random.random() < 0.8:
                entry["identities"] = [person + "@example.org"]
            if person.startswith("second") and self.random.random() < 0.3:
                entry["to"] = self.today(self.random.randrange(5, 60))
            entries.append(entry)
        front = {"id": role, "kind": "role", "holders": entries[:1]}
        if entries[1:]:
            front["deputies"] = entries[1:]
        return front

    def model_front(self, name):
        choose = self.random
        controls = []

        def control(ident, chosen, ask, **more):
            controls.append({"id": ident, "statement": "It is approved", "for": chosen, "require": {"approved_by": ask},
                             "accountable": "editor", **more})

        if choose.random() < 0.7:
            control("C-ROLE", {"kind": "role"}, {"roles": ["sponsor"]})
        if choose.random() < 0.7:
            control("C-MODEL", {"kind": "governance-model"}, {"roles": choose.choice([["sponsor"], ["sponsor", "legal"]])})
        guide = {"roles": ["owner"]}
        if choose.random() < 0.6:
            guide["also"] = [{"when": {"field": {"risk": "high"}}, "roles": ["medical"]}]
        if choose.random() < 0.6:
            guide["provisional"] = {"role": "editor", "for": choose.choice(["3d", "7d"])}
        if choose.random() < 0.3:
            guide["people"] = 2
            guide["roles"] = ["owner", "sponsor"]
        if choose.random() < 0.3:
            guide["not_by_author_alone"] = True
        control("C-GUIDE", {"kind": ["guideline", "play"]}, guide)
        if choose.random() < 0.5:
            control("C-LEGAL", {"path": "**/legal/**"}, {"roles": ["legal"]})
        if choose.random() < 0.5:
            control("C-MONEY", {"tag": "money", "not": {"kind": "role"}}, {"roles": ["editor"]}, profile="finance")
        if choose.random() < 0.5:
            control("C-LATER", {"kind": "page"}, {"roles": ["editor"]}, since=self.today(choose.randrange(2, 25)))
        if choose.random() < 0.1:
            control("C-ALL", "pages", {"roles": ["sponsor"]})
        if choose.random() < (0.15 if self.model else 0.02):
            control("C-NOBODY", {"kind": "governance-model"}, {"roles": ["empty"]})
        controls.append({"id": "C-READ", "statement": "It is read", "for": "pages", "require": {"has_owner": None},
                         "accountable": "editor"})
        front = {"id": name, "kind": "governance-model", "proof": self.proof, "controls": controls}
        if choose.random() < 0.7:
            front["appointed_by"] = "sponsor"
        return front

    def new_page(self, number, ident=None):
        choose = self.random
        folder = choose.choice(["content", "content/guide", "content/legal"])
        front = {"id": ident or f"G-{number}", "kind": choose.choice(["guideline", "guideline", "play", "page", "channel"]),
                 "owner": choose.choice(["legal", "editor", "medical"]), "risk": choose.choice(["low", "high"])}
        if choose.random() < 0.4:
            front["tags"] = ["money"]
        page = Page(f"{folder}/page-{number}.md", front, f"Text {number}.")
        if choose.random() < 0.4:
            page.shows.append(f"picture-{number}.png")
            self.at.files[page.picture(page.shows[0])] = b"picture %d" % choose.randrange(1000)
        self.at.pages[f"page {number}-{len(self.at.pages)}"] = page

    # --- Records

    def folder(self):
        return self.at.toml.get("governance.records", RECORDS)

    def record(self, data, where=None):
        self.serial += 1
        path = where or f"{self.folder()}/{data.get('record', 'x')}-{self.serial}.yaml"
        content = plain_yaml(data).encode()
        self.at.files[path] = content
        self.written.append((path, content, data))
        return path

    def base(self, kind, role, person=None):
        person = person or (self.random.choice(ROLES[role]) if ROLES.get(role) else "visitor")
        return {"record": kind, "role": role, "person": person, "date": self.today()}

    def entries(self, page):
        found = []
        for reference in page.shows:
            data = self.at.files.get(page.picture(reference))
            if data is not None:
                found.append({"reference": reference, "file": page.picture(reference), "id": object_id(data)})
        return found

    def keys(self):
        return Keys(toml_of(self.at.toml), 40)

    def model_entries(self, roles=()):
        found = [{"reference": "site.toml", "file": "site.toml", "id": self.keys().id}]
        signers = self.at.toml.get("governance.signers")
        if signers:
            found.append({"reference": "signers", "file": signers, "id": object_id(self.at.files[signers])})
        return found + [{"reference": "role", "file": page.path, "id": page.blob()} for page in roles]

    def approval(self, page, role, person=None, **more):
        data = self.base("approval", role, person)
        data.update({"page": page.front["id"], "path": page.path, "text": page.blob()})
        files = self.entries(page)
        if page.front["kind"] == "governance-model":
            files = files + self.model_entries()
        if files:
            data["files"] = files
        against = self.guess.get(page.front["id"])
        if page.front["kind"] == "governance-model":
            against = self.model and self.model.blob
        if against:
            data["against"] = against
        data.update(more)
        return {key: value for key, value in data.items() if value is not None}

    def needed(self, page):
        """The roles that must sign, by the guess of what is in force, and persons enough for each."""
        facts = [Facts(as_text(page.front), page.path)]
        old = self.facts.get(page.front["id"])
        if old:
            facts.append(old)
        if page.front["kind"] == "governance-model":
            facts.append(self.model.facts)
        day = datetime.date.fromisoformat(self.today())
        return sorted(set().union(*[d.roles for d in demands(self.model, facts, day).values()])) or ["sponsor"]

    def settle(self, page):
        name = page.front["id"]
        self.guess[name] = page.blob()
        self.facts[name] = Facts(as_text(page.front), page.path)
        self.withdrawn.discard(name)
        if page.front["kind"] == "governance-model":
            self.adopted(page)

    def adopted(self, page):
        front = read_front(page.data())
        self.model = Model(page.front["id"], page.blob(), front, self.keys(), Facts(front, page.path))

    def adopt(self):
        page = self.at.pages["model"]
        roles = [p for name, p in sorted(self.at.pages.items()) if name.startswith("role ")]
        if self.random.random() < 0.3 and b'"medical"' not in page.data():
            roles = [p for p in roles if p.front["id"] != "medical"]
        data = self.approval(page, "sponsor", "first-sponsor")
        data["files"] = self.model_entries(roles)
        self.record(data)
        self.settle(page)
        for role in roles:
            self.settle(role)

    # --- Actions

    def pick(self, kinds=("page ",)):
        names = [n for n in sorted(self.at.pages) if n.startswith(kinds) and self.at.pages[n].front.get("id")]
        return self.at.pages[self.random.choice(names)] if names else None

    def do(self, action):
        """Take one action; say who commits it."""
        return getattr(self, "do_" + action)() or "clerk"

    def do_edit(self):
        page = self.pick()
        if page:
            self.old.setdefault(page.front["id"], []).append(copy.deepcopy(page))
            page.body += f" More {self.random.randrange(1000)}."
        return self.random.choice(PEOPLE)

    def do_facts(self):
        page, choose = self.pick(), self.random
        if page:
            key, values = choose.choice([("owner", ["legal", "editor", "medical", "nowhere"]), ("risk", ["low", "high"]),
                                         ("kind", ["guideline", "play", "page", "channel"]), ("tags", [["money"], []])])
            page.front[key] = choose.choice(values)

    def do_move(self):
        page = self.pick(("page ", "page ", "role "))
        if page:
            name = f"moved-{self.random.randrange(1000)}.md"
            folder = os.path.dirname(page.path)
            if self.random.random() < 0.4:
                folder = self.random.choice(["content", "content/guide", "content/legal"])
                for reference in page.shows:
                    data = self.at.files.get(page.picture(reference))
                    if data:
                        self.at.files[f"{folder}/{reference}"] = data
            left, page.path = page.path, f"{folder}/{name}"
            if self.random.random() < 0.3:
                stem, here = os.path.splitext(left)[0], os.path.basename(left)
                other = self.random.choice([f"{stem}/index.md", f"{stem}/README.md", f"{os.path.dirname(left)}/{here.upper()}",
                                            f"{stem}.markdown", f"{stem}-else.md"])
                self.at.files[other] = b"# Else\n"

    def do_delete(self):
        names = [name for name in sorted(self.at.pages) if name.startswith("page ")]
        if len(names) > 3:
            self.gone.append(self.at.pages.pop(self.random.choice(names)))

    def do_revert(self):
        page = self.pick()
        if page and self.old.get(page.front["id"]):
            before = self.random.choice(self.old[page.front["id"]])
            page.body, page.front = before.body, copy.deepcopy(before.front)

    def do_picture(self):
        page = self.pick()
        if page:
            if not page.shows:
                page.shows.append(f"picture-{self.random.randrange(1000)}.png")
            self.at.files[page.picture(page.shows[0])] = b"picture %d" % self.random.randrange(1000)

    def do_reuse(self):
        names = [page.front["id"] for page in self.gone] + sorted(self.withdrawn)
        self.new_page(self.random.randrange(100, 999), self.random.choice(names) if names else None)

    def do_copy(self):
        page = self.pick()
        if page:
            twin = copy.deepcopy(page)
            twin.path, twin.body = f"content/copy-{self.random.randrange(1000)}.md", page.body + " A copy."
            self.at.pages[f"page copy {len(self.at.pages)}"] = twin

    def do_approve(self, kinds=("page ",), **more):
        """Approve a page with all the signatures that it should need, at once or one commit each."""
        page = self.pick(kinds) if kinds != ("page ",) or self.random.random() < 0.2 else self.controlled()
        if not page:
            return None
        roles = self.needed(page)
        slow = self.random.random() < 0.3 and self.at is self.main
        person = None
        for role in roles:
            people = ROLES.get(role) or ["visitor"]
            person = people[0] if self.random.random() < 0.7 else people[-1]
            self.record(self.approval(page, role, person, **more))
            if (slow or self.proof == "committer") and role != roles[-1]:
                self.commit(person, "Approve")
        if self.asked(page) and all(ROLES.get(role) for role in roles):
            if more.get("effective", "") > self.today():
                self.coming.append((more["effective"], copy.deepcopy(page)))
            else:
                self.settle(page)
        return person

    def asked(self, page):
        """Say whether the model asks for approval of a page at all."""
        return bool(self.model.asks(Facts(as_text(page.front), page.path), datetime.date.fromisoformat(self.today())))

    def controlled(self):
        """A page that the model asks for."""
        pages = [self.at.pages[n] for n in sorted(self.at.pages) if n.startswith("page ")]
        pages = [page for page in pages if self.asked(page)]
        return self.random.choice(pages) if pages else None

    def do_approve_again(self):
        return self.do_approve()

    def do_approve_more(self):
        return self.do_approve()

    def do_approve_role(self):
        page = self.pick(("role ",))
        if page and self.random.random() < 0.6:
            page.body += " Told better."
            if page.front["id"] == "empty":
                page.front["holders"] = [{"name": "clerk", "identities": ["clerk@example.org"]}]
        return self.do_approve(("role ",))

    def do_later(self):
        return self.do_approve(effective=self.today(self.random.randrange(-2, 9)))

    def do_provisional(self):
        """An emergency: one role puts a text in force, for some days."""
        page = self.controlled()
        if page:
            if self.random.random() < 0.8:
                page.body += f" In a hurry {self.random.randrange(1000)}."
            self.record(self.approval(page, "editor", "chief-editor", provisional=True))
            asks = self.model.asks(Facts(as_text(page.front), page.path), datetime.date.fromisoformat(self.today())).values()
            if all("provisional" in ask for ask in asks):
                days = min(int(ask["provisional"]["for"][:-1]) for ask in asks)
                name = page.front["id"]
                self.guess_old.append((self.clock + days * 86400, name, self.guess.get(name)))
                self.guess[name] = page.blob()
        return "chief-editor"

    def do_ratify(self):
        """Approve in full what is in force provisionally."""
        names = [one[1] for one in self.guess_old]
        pages = [p for n, p in sorted(self.at.pages.items()) if p.front.get("id") in names]
        for page in pages[:1]:
            for role in self.needed(page):
                self.record(self.approval(page, role, files=self.entries(page) or None))
            self.guess_old = [one for one in self.guess_old if one[1] != page.front["id"]]
            self.settle(page)

    def do_before_text(self):
        """An approval that comes before its text: it waits."""
        page = self.pick()
        if page:
            twin = copy.deepcopy(page)
            twin.body += " Later."
            role = self.needed(twin)[0]
            data = self.approval(twin, role)
            self.record(data)
            self.queue.append((page, twin.body))
            return data["person"]
        return None

    def do_bring_text(self):
        if self.queue:
            page, body = self.queue.pop(0)
            page.body = body

    def do_wrong(self):
        """An approval with one thing wrong."""
        page, choose = self.pick(("page ", "role ", "model")), self.random
        if not page:
            return None
        role = self.needed(page)[0]
        data = self.approval(page, role)
        wrong = choose.choice(["role", "person", "text", "against", "ahead", "path", "key", "kind", "files", "date", "late",
                               "look", "old", "committer"])
        if wrong == "role":
            data["role"] = choose.choice(["editor", "legal", "nobody"])
        elif wrong == "person":
            data["person"] = "visitor"
        elif wrong == "text":
            data["text"] = "0" * 39 + str(choose.randrange(1, 9))
        elif wrong == "against":
            data["against"] = page.blob()
        elif wrong == "ahead":
            data["date"] = self.today(5)
        elif wrong == "path":
            data["path"] = "content/elsewhere.md"
        elif wrong == "key":
            data["efective"] = self.today()
        elif wrong == "kind":
            data["record"] = "blessing"
        elif wrong == "files":
            data["files"] = [{"reference": "x.png", "file": "content/x.png", "id": "1" * 40}]
        elif wrong == "date":
            data["date"] = "2024-02-30"
        elif wrong == "late":
            data["date"] = "2020-01-01"
        elif wrong == "look":
            data["person"] = data["person"].replace("e", "\u0435").upper()
        elif wrong == "old" and self.old.get(page.front["id"]):
            before = choose.choice(self.old[page.front["id"]])
            data.update({"text": before.blob(), "path": before.path})
        self.record(data)
        return "visitor" if wrong == "committer" else data["person"]

    def do_decline(self):
        page = self.pick()
        if page:
            data = self.base("decline", self.random.choice(self.needed(page)))
            data.update({"page": page.front["id"], "path": page.path, "text": page.blob(), "reason": "not clear"})
            self.record(data)
            return data["person"]
        return None

    def do_decline_then_approve(self):
        page = self.pick()
        if not page:
            return None
        page.body += " Doubtful."
        role = self.needed(page)[0]
        data = self.base("decline", role)
        data.update({"page": page.front["id"], "path": page.path, "text": page.blob(), "reason": "not clear"})
        self.record(data)
        self.commit(data["person"], "Decline")
        for other in self.needed(page):
            good = self.approval(page, other)
            self.record(good)
            self.commit(good["person"], "Approve")
        if self.random.random() < 0.7:
            back = self.base("revocation", role, data["person"])
            back.update({"revokes": object_id(plain_yaml(data).encode()), "reason": "clear now"})
            self.record(back)
            self.settle(page)
        return data["person"]

    def do_revoke(self):
        if self.written:
            _, content, target = self.random.choice(self.written[-12:])
            role = target.get("role", "editor") if self.random.random() < 0.85 else "legal"
            data = self.base("revocation", role)
            data.update({"revokes": object_id(content), "reason": "a mistake"})
            self.record(data)
            return data["person"]
        return None

    def do_review(self):
        page = self.pick()
        if page:
            data = self.base("review", "editor")
            data.update({"page": page.front["id"], "path": page.path, "text": page.blob()})
            self.record(data)
            return data["person"]
        return None

    def do_attest(self):
        data = self.base("attestation", "editor")
        data["control"] = self.random.choice(["C-READ", "C-GUIDE", "C-NONE"])
        self.record(data)
        return data["person"]

    def do_waive(self):
        data = self.base("waiver", self.random.choice(["editor", "editor", "legal"]))
        data.update({"control": self.random.choice(["C-READ", "C-GUIDE", "C-NONE"]), "reason": "not yet",
                     "expires": self.today(self.random.randrange(-3, 12))})
        self.record(data)
        return data["person"]

    def do_withdraw(self):
        page = self.controlled() if self.random.random() < 0.9 else self.pick(("page ", "role ", "model"))
        if not page:
            return None
        name, release, person = page.front["id"], self.random.random() < 0.4, None
        for role in self.needed(page):
            data = self.base("withdrawal", role)
            data.update({"page": name, "reason": "out of use"})
            if self.guess.get(name) and self.random.random() < 0.9:
                data["against"] = self.guess[name]
            if release:
                data["release"] = True
            self.record(data)
            person = data["person"]
            if self.proof == "committer":
                self.commit(person, "Withdraw")
        self.guess.pop(name, None)
        self.withdrawn.add(name)
        return person

    def do_appoint(self):
        data = self.base("appointment", self.random.choice(["sponsor", "sponsor", "editor"]))
        entry = {"role": self.random.choice(["empty", "legal", "editor", "medical"]), "person": self.random.choice(["clerk", "visitor"])}
        if self.random.random() < 0.5:
            entry["from"] = self.today(self.random.randrange(-5, 5))
        if self.random.random() < 0.5:
            entry["to"] = self.today(self.random.randrange(3, 30))
        data.update({"appoints": entry, "reason": "needed"})
        self.record(data)
        return data["person"]

    def do_empty_role(self):
        """Take all holders out of a role that the model needs; then the adopter appoints."""
        page = self.at.pages.get("role legal")
        if not page:
            return None
        page.front["holders"] = [{"name": "head-of-legal", "to": self.today(1)}]
        page.front.pop("deputies", None)
        for role in self.needed(page):
            self.record(self.approval(page, role))
        self.settle(page)
        self.commit("first-sponsor", "Approve")
        self.clock += 4 * 86400
        data = self.base("appointment", "sponsor", "first-sponsor")
        data.update({"appoints": {"role": "legal", "person": "clerk"}, "reason": "nobody is left"})
        self.record(data)
        return "first-sponsor"

    def do_edit_record(self):
        if self.written:
            path, content, data = self.random.choice(self.written)
            if path in self.at.files:
                self.at.files[path] = content + b"note: changed\n"

    def do_delete_record(self):
        if self.written:
            path, content, data = self.random.choice(self.written)
            self.at.files.pop(path, None)

    def do_return_record(self):
        if self.written:
            path, content, data = self.random.choice(self.written)
            self.at.files[path if path not in self.at.files else path.replace(".yaml", "-twin.yml")] = content

    def do_broken_record(self):
        self.at.files[f"{self.folder()}/broken-{self.random.randrange(99)}.yaml"] = self.random.choice(
            [b"record: [\n", b"- a\n", b"record: approval\nrecord: decline\n", b"record: approval\n", b"\xff\xfe"])

    def model_page(self):
        return next((p for p in self.at.pages.values() if p.front.get("id") == self.model.page), None)

    def do_change_model(self):
        page = self.model_page()
        if page:
            page.front = self.model_front(page.front["id"])
            if self.random.random() < 0.2:
                page.front["controls"][0]["for"] = {"colour": "red"}
            if self.random.random() < 0.7:
                return self.sign_model(page)
        return None

    def do_change_keys(self):
        choose, page = self.random, self.model_page()
        self.at.toml["timezone"] = choose.choice(ZONES)
        if choose.random() < 0.4:
            self.at.toml["governance.profiles"] = choose.choice([["finance"], [], ["health", "finance"]])
        if choose.random() < 0.2:
            self.at.toml["governance.records"] = choose.choice(["evidence", RECORDS])
        if page and choose.random() < 0.7:
            return self.sign_model(page)
        return None

    def sign_model(self, page):
        person = None
        for role in self.needed(page):
            data = self.approval(page, role)
            self.record(data)
            person = data["person"]
            if self.proof == "committer":
                self.commit(person, "Approve")
        self.settle(page)
        return person

    def do_other_model(self):
        """Put another model in the place of the first."""
        if any(p.front.get("id") == "GM-2" for p in self.at.pages.values()):
            return None
        page = Page("content/governance/model-2.md", self.model_front("GM-2"), "How we decide now.")
        self.at.pages["model 2"] = page
        self.at.toml["governance.model"] = self.random.choice(["GM-2", "governance/model-2.md"])
        return self.sign_model(page)

    def do_adopt_again(self):
        page = self.model_page()
        if page:
            roles = [p for name, p in sorted(self.at.pages.items()) if name.startswith("role ")]
            data = self.approval(page, "sponsor", "first-sponsor")
            data["files"] = self.model_entries(roles)
            data.pop("against", None)
            data["serial"] = self.serial
            self.record(data)
        return "first-sponsor"

    def do_broken_keys(self):
        self.at.files["site.toml.note"] = b"a draft\n"
        self.at.toml["content"] = "content"
        self.at.toml["governance.adopted_by"] = self.random.choice(["editor", "sponsor"])

    def do_nest(self):
        self.at.files["content/guide/below/site.toml"] = b'content = "content"\n'
        self.at.files["content/guide/below/a.md"] = b"---\nid: G-2\nkind: guideline\n---\n\nOf another site.\n"

    # --- Branches

    def branch(self, turned):
        """Work on a side branch and on the line, then merge; a turned merge has the side as its first parent."""
        fork = self.main
        side = copy.deepcopy(fork)
        clock = self.clock
        self.at = side
        for _ in range(self.random.randrange(1, 4)):
            self.commit(self.do(self.action()), "On the side")
        ahead, self.clock = self.clock, clock + 600
        before = fork.all_files(), set(fork.pages)
        self.at = self.main
        kept = copy.deepcopy(self.main)
        for _ in range(self.random.randrange(0, 3)):
            self.commit(self.do(self.action()), "On the line")
        self.clock = max(self.clock, ahead)
        merged = self.join(kept, side)
        first, second = (side.mark, self.main.mark) if turned else (self.main.mark, side.mark)
        if first == second or side.mark == kept.mark:
            return
        merged.mark = None
        self.main = self.at = merged
        self.commit(self.random.choice(PEOPLE), "Merge", merge=second, parent=first)

    def join(self, base, side):
        """What the line holds, with all that the side changed."""
        merged = copy.deepcopy(self.main)
        for path in set(base.files) | set(side.files):
            if base.files.get(path) != side.files.get(path):
                if path in side.files:
                    merged.files[path] = side.files[path]
                else:
                    merged.files.pop(path, None)
        for name in set(base.pages) | set(side.pages):
            old, new = base.pages.get(name), side.pages.get(name)
            if new is None:
                merged.pages.pop(name, None)
            elif old is None or old.data() != new.data() or old.path != new.path:
                merged.pages[name] = copy.deepcopy(new)
        if side.toml != base.toml:
            merged.toml = dict(side.toml)
        return merged

    def action(self):
        return self.random.choices(list(ACTIONS), list(ACTIONS.values()))[0]

    def build(self):
        self.start()
        if self.random.random() < 0.3:
            self.record(self.base("review", "editor") | {"page": "G-1", "path": "content/page-1.md", "text": "0" * 40})
        self.commit("first-sponsor", "Begin")
        if self.random.random() < 0.94:
            self.adopt()
            if self.random.random() < 0.2:
                self.do("attest")
            self.commit("first-sponsor", "Adopt the model")
        else:
            self.adopted(self.at.pages["model"])
        for _ in range(self.random.randrange(13, 45)):
            for one in [one for one in self.guess_old if one[0] < self.clock]:
                self.guess_old.remove(one)
                self.guess[one[1]] = one[2]
            for one in [one for one in self.coming if one[0] <= self.today()]:
                self.coming.remove(one)
                self.settle(one[1])
            if self.random.random() < 0.14:
                self.branch(turned=self.random.random() < 0.35)
            else:
                who = self.do(self.action())
                while self.random.random() < 0.2:
                    self.do(self.action())
                extra = "\nCo-authored-by: second-editor <second-editor@example.org>\n" if self.random.random() < 0.05 else ""
                self.commit(who, message=extra)


ACTIONS = {"edit": 10, "facts": 5, "move": 4, "delete": 1.5, "revert": 2, "picture": 3, "reuse": 2, "copy": 1.5, "approve": 12,
           "approve_again": 6, "approve_more": 6, "approve_role": 3, "later": 4, "provisional": 6, "ratify": 2, "before_text": 2,
           "bring_text": 2, "wrong": 7, "decline": 2, "decline_then_approve": 2, "revoke": 4, "review": 1, "attest": 1,
           "waive": 2, "withdraw": 3, "appoint": 2, "empty_role": 0.7, "edit_record": 1.5, "delete_record": 1.5,
           "return_record": 2, "broken_record": 1, "change_model": 2.5, "change_keys": 2.5, "other_model": 0.7,
           "adopt_again": 1, "broken_keys": 0.5, "nest": 0.5}


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: histories.py SEED DIR")
    history = History(int(sys.argv[1]))
    history.build()
    history.write(sys.argv[2])


if __name__ == "__main__":
    main()
