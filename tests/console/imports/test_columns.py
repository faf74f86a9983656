"""Columns of a table: shown with their first rows, guessed, chosen, remembered; what is wrong is said at its field."""

import re

import httpx

from console.imports.mappings import GROUPS
from knowledge.importing.kinds.table import FIELDS
from tests.console.imports.conftest import ARABIC, choose, finished, give, workbook

MESSY = f"Ente;Sede;Tel.;Interno\nAlfa;Rho;02 1234567;{ARABIC}\nBeta;Milano;;=1+1\n"


def chosen(page: httpx.Response) -> list[str]:
    """The field chosen for each column, in their order."""
    selects = re.findall(r'<select class="form-control" id="column-\d+".*?</select>', page.text, re.DOTALL)
    assert selects
    found = [re.findall(r'<option value="(\w*)" selected', select) for select in selects]
    return [one[0] if one else "" for one in found]


def test_every_field_can_be_chosen() -> None:
    assert FIELDS
    assert sorted(field for fields in GROUPS.values() for field in fields) == sorted(FIELDS)


def test_columns_are_guessed_chosen_and_remembered(anna: httpx.Client) -> None:
    first = give(anna, MESSY.encode("cp1252", "replace"), name="a.csv")
    assert chosen(first) == ["name", "address", "phone", ""]
    first = give(anna, MESSY.encode(), name="b.csv")
    assert ARABIC in first.text
    assert "=1+1" in first.text
    # "Sede" is a town here; what is left out is not taken for its name.
    plan = choose(anna, first, "name", "municipality", "", "description")
    assert "Colonne" not in plan.text
    assert "02 1234567" not in plan.text
    back = anna.get(f"{plan.url.path}/columns")
    assert chosen(back) == ["name", "municipality", "", "description"]
    assert "Le scelte sono quelle" not in back.text
    # A later file with the same columns, in another order.
    later = give(anna, b"Tel.;Interno;Ente;Sede\n1;2;3;4\n", name="later.csv")
    assert chosen(later) == ["", "description", "name", "municipality"]
    assert "Le scelte sono quelle" in later.text


def test_wrong_choices_are_said_at_the_field_and_kept(anna: httpx.Client) -> None:
    page = give(anna, b"Alfa;Beta;Gamma\n1;2;3\n")
    assert chosen(page) == ["", "", ""]
    wrong = choose(anna, page, "phone", "phone", "planet")
    assert wrong.status_code == 422
    assert chosen(wrong)[:2] == ["phone", "phone"]
    assert "Questo campo è già di un’altra colonna: «Beta»." in wrong.text
    assert "Questo campo è già di un’altra colonna: «Alfa»." in wrong.text
    assert "Scegli uno dei campi." in wrong.text
    assert "Scegli quale colonna è il nome dell’ente" in wrong.text
    assert wrong.text.count('aria-invalid="true"') == 3
    assert "Non è stato scritto niente" in choose(anna, page, "name", "phone", "").text


def test_columns_that_differ_in_capitals_only_are_two(anna: httpx.Client) -> None:
    plan = choose(anna, give(anna, b"Ente;tel;TEL\nEpsilon;02 1111111;02 2222222\n"), "name", "", "phone")
    path = plan.url.path
    assert anna.post(f"{path}/carry-out").status_code == 303
    assert "Importato" in finished(anna, path).text


def test_sheets_headers_and_rows_are_said(anna: httpx.Client) -> None:
    page = give(anna, workbook([["Ente"], ["Alfa"]], "Vecchi", "Note"), name="a.xlsx")
    assert "Si legge solo il primo foglio, «Sportelli». Non si leggono: Vecchi, Note." in page.text
    title = give(anna, b"Elenco degli enti 2026\nEnte;Comune\nAlfa;Rho\n")
    assert "Il file ha una sola colonna" in title.text
    only = give(anna, b"Ente;Comune\n")
    assert "non c’è nessuna riga" in only.text
    plan = choose(anna, only, "name", "municipality")
    assert "non si può prendere niente" in plan.text
    assert "carry-out" not in plan.text
    assert anna.post(f"{plan.url.path}/carry-out").status_code == 409
    wide = give(anna, b"Ente;Comune\nAlfa;Rho;3;4\n")
    assert "La riga 2 non si può leggere" in wide.text
