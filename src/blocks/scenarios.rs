//! Scenarios in a block: two uncertainties, and the worlds that they make.

use super::faults::Faults;
use crate::model::Fields;

/// What makes no sense in a block of scenarios.
pub(super) fn judge(fields: &Fields, faults: &mut Faults) {
    let (axes, worlds) = (fields.items("axes"), fields.items("worlds"));
    for axis in axes {
        let lacking =
            ["name", "low", "high"].into_iter().find(|name| axis.text(name).is_none_or(str::is_empty));
        if let Some(lacking) = lacking {
            let place = axis.place("name").or_else(|| axis.place("low")).or_else(|| fields.place("axes"));
            let hint = "write `- {name: Trust, low: Low, high: High}`";
            faults.report(place, format!("an uncertainty says no `{lacking}`"), hint);
        }
    }
    for world in worlds.iter().filter(|world| world.text("name").is_none_or(str::is_empty)) {
        let place =
            world.place("summary").or_else(|| world.place("holds")).or_else(|| fields.place("worlds"));
        faults.report(place, "a world has no name", "name it: `- {name: The long winter, holds: [PL-01]}`");
    }
    if axes.len() != 2 && !axes.is_empty() {
        let message = format!("scenarios are drawn of two uncertainties, and there are {}", axes.len());
        faults.report(fields.place("axes"), message, "keep the two that matter most and are least sure");
    } else if worlds.len() != 4 && !worlds.is_empty() {
        let message = format!("two uncertainties make four worlds, and there are {}", worlds.len());
        let hint = "write both low, the first high, the second high, both high";
        faults.report(fields.place("worlds"), message, hint);
    }
}
