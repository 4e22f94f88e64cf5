"""Why something is as it is shown: the specification's sentences, and our policy beside them.

Data only. Where the specification decides, it is quoted (`specification`); where it is silent,
or tools do not follow it, the choice is a row of one table (`policy`), which is also
docs/policy.md. What is decided elsewhere names the rule by its `id`.
"""

from layerlab.rules.policy import POLICIES, TOOLS, Policy
from layerlab.rules.specification import SENTENCES, SpecSentence

Rule = SpecSentence | Policy

RULES: dict[str, Rule] = {rule.id: rule for rule in (*SENTENCES, *POLICIES)}

__all__ = ["POLICIES", "RULES", "SENTENCES", "TOOLS", "Policy", "Rule", "SpecSentence"]
