// Times as people say them: the hour of today, with its day where that is another.
const HOUR = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "long" };

export const clock = (moment) => {
  const [date, now] = [new Date(moment), new Date()];
  const hour = date.toLocaleTimeString("en-GB", HOUR);
  return date.toDateString() === now.toDateString() ? hour : WORDS.time_on_day({ hour, day: date.toLocaleDateString("en-GB", DAY) });
};
