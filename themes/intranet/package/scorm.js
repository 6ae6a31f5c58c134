// What a learning system is told of a course: SCORM 1.2 by `API`, 2004 by `API_1484_11`, whichever stands there. Where
// none does, or one answers with faults, the course works all the same, and says that nothing is kept.

window.LEARNING = (() => {
  const began = Date.now();
  const found = find("API_1484_11") ?? find("API");
  const isNew = Boolean(found?.Initialize);
  // Whatever a system does, the course goes on.
  const safely = act => {
    try {
      return found ? String(act(found) ?? "") : "";
    } catch {
      return "";
    }
  };
  const isOpen = safely(api => (isNew ? api.Initialize("") : api.LMSInitialize(""))) === "true";
  const get = key => (isOpen ? safely(api => (isNew ? api.GetValue(key) : api.LMSGetValue(key))) : "");
  const commit = () => safely(api => (isNew ? api.Commit("") : api.LMSCommit("")));
  const mode = get(isNew ? "cmi.mode" : "cmi.core.lesson_mode");
  // Who looks at what somebody did, or looks around, changes nothing. A system that names no mode means the usual one.
  const writes = isOpen && mode !== "review" && mode !== "browse";
  const set = (key, value) => writes && safely(api => (isNew ? api.SetValue(key, String(value)) : api.LMSSetValue(key, String(value)))) === "true";
  let answers = Number(get("cmi.interactions._count")) || 0;
  let isOver = false;

  // Systems hang their interface on a window above, or on the one that opened this; a few of them never end.
  function find(name) {
    for (const start of [window, window.opener]) {
      let at = start;
      for (let steps = 0; at && steps < 20; steps += 1) {
        try {
          if (at[name]) return at[name];
          if (at.parent === at) break;
          at = at.parent;
        } catch {
          break;
        }
      }
    }
    return undefined;
  }

  function time() {
    const seconds = Math.round((Date.now() - began) / 1000);
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const two = number => String(number).padStart(2, "0");
    return isNew ? ["PT", hours, "H", minutes, "M", rest, "S"].join("") : `${String(hours).padStart(4, "0")}:${two(minutes)}:${two(rest)}`;
  }

  return {
    isKept: Boolean(writes),
    place: () => get(isNew ? "cmi.location" : "cmi.core.lesson_location"),
    state: () => get("cmi.suspend_data"),
    // `percent` is nothing where nothing is counted, `passed` where it is not known yet.
    keep({ place, state, isDone, percent, passed }) {
      set(isNew ? "cmi.location" : "cmi.core.lesson_location", place);
      set("cmi.suspend_data", state);
      if (percent !== undefined) {
        const score = isNew ? "cmi.score" : "cmi.core.score";
        set(`${score}.min`, 0);
        set(`${score}.max`, 100);
        set(`${score}.raw`, percent);
        if (isNew) set("cmi.score.scaled", percent / 100);
      }
      if (isNew) {
        set("cmi.completion_status", isDone ? "completed" : "incomplete");
        if (passed !== undefined) set("cmi.success_status", passed ? "passed" : "failed");
      } else {
        const known = passed === undefined ? "completed" : passed ? "passed" : "failed";
        set("cmi.core.lesson_status", isDone ? known : "incomplete");
      }
      if (writes) commit();
    },
    answer({ id, form, given, share }) {
      const at = `cmi.interactions.${answers}`;
      const types = { one: "choice", several: "choice", order: "sequencing", match: "matching", number: "numeric", text: "fill-in", model: isNew ? "long-fill-in" : "fill-in" };
      if (!set(`${at}.id`, id)) return;
      answers += 1;
      set(`${at}.type`, types[form]);
      const [between, within] = isNew ? ["[,]", "[.]"] : [",", "."];
      const pairs = form === "match" ? given.map((value, nth) => `${nth + 1}${within}${value}`) : given;
      set(isNew ? `${at}.learner_response` : `${at}.student_response`, pairs.join(between));
      if (share !== undefined) set(`${at}.result`, share === 1 ? "correct" : isNew ? "incorrect" : "wrong");
      if (isNew) set(`${at}.timestamp`, new Date().toISOString().slice(0, 19));
    },
    end() {
      if (isOver || !isOpen) return;
      isOver = true;
      set(isNew ? "cmi.session_time" : "cmi.core.session_time", time());
      set(isNew ? "cmi.exit" : "cmi.core.exit", "suspend");
      if (writes) commit();
      safely(api => (isNew ? api.Terminate("") : api.LMSFinish("")));
    },
  };
})();
