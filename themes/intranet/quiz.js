// Quizzes: each question is checked where it stands, and the whole is counted when all are answered.
// Without scripts the questions stand on the page, and what is right behind its text.

(() => {
  function begin(quiz) {
    const all = [...quiz.querySelectorAll("[data-question]")];
    const number = name => Number(quiz.dataset[name]);
    const result = document.createElement("div");
    result.className = "quiz-result";
    result.tabIndex = -1;
    result.setAttribute("role", "status");
    quiz.querySelector(".quiz-key-link")?.replaceWith(result);
    let taken = 0, points = new Map(), asked = [];
    for (const form of quiz.querySelectorAll("[data-form]")) {
      const press = button(form.dataset.form === "model" ? WORDS.quiz_show_model : WORDS.quiz_check, () => check(form));
      press.dataset.check = "";
      form.append(press);
    }
    start();

    function start() {
      taken += 1;
      points = new Map();
      // Of a lesson that is taken again those questions alone that rest on what changed.
      const changed = (quiz.dataset.only ?? "").split(" ");
      const anew = all.filter(question => (question.dataset.restsOn ?? "").split(" ").some(key => key && changed.includes(key)));
      const pool = anew.length ? anew : all;
      const drawn = new Set(number("draw") ? shuffled(pool).slice(0, number("draw")) : pool);
      for (const question of all) question.classList.toggle("not-asked", !drawn.has(question));
      asked = all.filter(question => drawn.has(question)).flatMap(question => [...question.querySelectorAll("[data-form]")]);
      for (const form of asked) reset(form);
      result.replaceChildren();
    }

    function finish(percent, passed) {
      quiz.dispatchEvent(new CustomEvent("quiz-done", { bubbles: true, detail: { percent, passed } }));
    }

    function check(form) {
      const judged = JUDGES[form.dataset.form](form);
      const said = saidOf(form);
      if (judged.open) {
        said.textContent = judged.open;
        return;
      }
      for (const field of form.querySelectorAll("input,select,textarea")) field.disabled = true;
      form.querySelector("[data-check]").hidden = true;
      said.textContent = judged.says;
      said.className = `quiz-said ${judged.share === 1 ? "right" : judged.share === 0 ? "wrong" : ""}`;
      const because = partOf(form, ".quiz-because");
      if (because) because.hidden = false;
      points.set(form, judged.share);
      quiz.dispatchEvent(new CustomEvent("quiz-answer", { bubbles: true, detail: { id: idOf(form), form: form.dataset.form, given: givenIn(form), share: judged.share } }));
      const open = asked.filter(each => !points.has(each));
      if (open.length) open.find(each => each.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_PRECEDING)?.querySelector("input,select,textarea")?.focus({ preventScroll: true });
      else count();
    }

    function count() {
      const counted = [...points.values()].filter(share => share !== undefined);
      // Where nothing can be compared, it is done once all of it is written.
      if (!counted.length) return finish(undefined, true);
      const sum = counted.reduce((total, share) => total + share, 0);
      const percent = Math.floor(sum / counted.length * 100 + 1e-9);
      const pass = number("pass");
      const lines = [WORDS.quiz_result({ points: Math.round(sum * 100) / 100, most: counted.length, percent })];
      if (pass) lines.push(percent >= pass ? WORDS.quiz_passed : WORDS.quiz_not_passed({ percent: pass }));
      const isLast = number("attempts") && taken >= number("attempts");
      if (isLast) lines.push(WORDS.quiz_no_more);
      result.replaceChildren(...lines.map(line => Object.assign(document.createElement("p"), { textContent: line })));
      if (!isLast) result.append(button(WORDS.quiz_again, () => { start(); (asked[0].closest("[data-question]")).focus(); }));
      finish(percent, percent >= pass);
      result.focus({ preventScroll: true });
      result.scrollIntoView({ block: "nearest" });
    }
  }

  // What is said of an answer: how much of it is right, from 0 to 1, nothing where nobody can tell.
  const JUDGES = {
    one(form) {
      const chosen = form.querySelector("input:checked");
      if (!chosen) return { open: WORDS.quiz_choose };
      mark(chosen.closest(".quiz-answer"), "right" in chosen.dataset);
      return judged("right" in chosen.dataset ? 1 : 0);
    },
    several(form) {
      const inputs = [...form.querySelectorAll("input")];
      if (!inputs.some(input => input.checked)) return { open: WORDS.quiz_choose };
      const right = inputs.filter(input => "right" in input.dataset);
      const hits = right.filter(input => input.checked).length;
      const misses = inputs.filter(input => input.checked).length - hits;
      for (const input of inputs) if (input.checked || "right" in input.dataset) mark(input.closest(".quiz-answer"), input.checked === "right" in input.dataset);
      return judged(Math.max(0, hits - misses) / right.length);
    },
    order: places,
    match: places,
    number(form) {
      const given = numbersIn(form.querySelector("input").value);
      if (!given.length) return { open: WORDS.quiz_write_number };
      const isNear = number => Math.abs(number - Number(form.dataset.number)) <= Number(form.dataset.within) + 1e-9;
      const share = given.some(isNear) ? 1 : 0;
      return judged(share, form.dataset.words);
    },
    text(form) {
      const given = plain(form.querySelector("input").value);
      if (!given) return { open: WORDS.quiz_write };
      const accepted = [...form.querySelectorAll("[data-accepted]")].map(each => each.textContent);
      return judged(accepted.some(each => plain(each) === given) ? 1 : 0, accepted[0]);
    },
    model(form) {
      if (!form.querySelector("textarea").value.trim()) return { open: WORDS.quiz_write };
      form.querySelector(".quiz-model").hidden = false;
      return { share: undefined, says: WORDS.quiz_compare };
    },
  };

  // What a written number may mean: a comma or a point stands between thousands, or before a part of one.
  function numbersIn(text) {
    const plain = text.trim().replace(/[\s'’]/g, "").replace("−", "-");
    const readings = [plain.replace(",", ".")];
    if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) readings.push(plain.replaceAll(",", ""));
    if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) readings.push(plain.replaceAll(".", "").replace(",", "."));
    return readings.filter(each => /^-?\d*\.?\d+$/.test(each)).map(Number);
  }

  function places(form) {
    const selects = [...form.querySelectorAll("select")];
    if (selects.some(select => !select.value)) return { open: WORDS.quiz_choose_all };
    const right = selects.filter(select => select.value === select.dataset.place);
    for (const select of selects) mark(select.closest("li"), right.includes(select));
    return judged(right.length / selects.length);
  }

  function judged(share, answer) {
    if (share === 1) return { share, says: WORDS.quiz_right };
    if (share > 0) return { share, says: WORDS.quiz_partly({ percent: Math.round(share * 100) }) };
    return { share, says: answer ? `${WORDS.quiz_wrong} ${WORDS.quiz_right_is({ answer })}` : WORDS.quiz_wrong };
  }

  function mark(part, isRight) {
    part.classList.add(isRight ? "right" : "wrong");
    const sign = document.createElement("span");
    sign.className = "quiz-mark";
    sign.textContent = isRight ? "✓" : "✗";
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", isRight ? WORDS.quiz_mark_right : WORDS.quiz_mark_wrong);
    part.prepend(sign);
    const why = part.querySelector(".quiz-why");
    if (why) why.hidden = false;
  }

  function reset(form) {
    for (const sign of form.querySelectorAll(".quiz-mark")) sign.remove();
    for (const part of form.querySelectorAll(".right, .wrong")) part.classList.remove("right", "wrong");
    for (const part of form.querySelectorAll(".quiz-why, .quiz-model")) part.hidden = true;
    for (const field of form.querySelectorAll("input,select,textarea")) {
      field.disabled = false;
      if ("checked" in field && field.type !== "text") field.checked = false;
      else field.value = "";
    }
    form.querySelector("[data-check]").hidden = false;
    const said = saidOf(form), because = partOf(form, ".quiz-because");
    said.textContent = "";
    said.className = "quiz-said";
    if (because) because.hidden = true;
    const answers = [...form.querySelectorAll(".quiz-answer")];
    if ("keepsOrder" in form.dataset || !answers.length) return;
    const place = document.createComment("");
    answers[0].before(place);
    place.replaceWith(...shuffled(answers));
  }

  // A step has the id of its question, and its number.
  function idOf(form) {
    const question = form.closest("[data-question]");
    const steps = [...question.querySelectorAll("[data-form]")];
    return steps.length > 1 ? `${question.dataset.question}-${steps.indexOf(form) + 1}` : question.dataset.question;
  }

  // What was given, in few letters: numbers of answers as they are written, places, or words.
  function givenIn(form) {
    const text = form.querySelector("input[type=text],textarea");
    if (text) return [text.value.slice(0, 250)];
    return [...form.querySelectorAll("select,input:checked")].map(field => field.value);
  }

  // What belongs to a question stands beside its form.
  function partOf(form, selector) {
    return [...form.parentElement.children].find(part => part.matches(selector));
  }

  function saidOf(form) {
    return partOf(form, ".quiz-said");
  }

  function shuffled(list) {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }

  // Capitals, marks on letters, blanks and full stops are no mistakes.
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s.,;:!?"“”'’-]+/g, " ").trim();
  }

  for (const quiz of document.querySelectorAll("[data-quiz]")) begin(quiz);
})();
