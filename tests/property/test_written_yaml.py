"""YAML that the program writes is the same whichever dumper of PyYAML is at hand."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from handbook_gen.source_yaml import written_yaml

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.text() | st.text("ab: -'\"#&é\u2014\U0001f600\n")
)
KEYS = st.text(max_size=8) | st.text("ab: ?", min_size=90, max_size=140)
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=12
)


@given(DATA)
def test_what_is_written_does_not_depend_on_the_machine(data: object) -> None:
    everywhere = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)

    assert written_yaml(data) == everywhere
