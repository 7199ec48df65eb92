"""The book that some unit tests build again and again."""

import pytest

from handbook_gen.model.handbook import Handbook
from handbook_gen.writers import Project
from tests.one_book import the_handbook, the_project


@pytest.fixture
def handbook() -> Handbook:
    return the_handbook()


@pytest.fixture
def project() -> Project:
    return the_project()
