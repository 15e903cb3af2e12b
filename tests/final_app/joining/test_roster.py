"""Accounts from a roster: what spreadsheets save, one-time passwords, and nothing at all where a row is wrong."""

import csv

import pytest

from final_app.joining.roster.romanising import romanise


@pytest.fixture
def roster(app, tmp_path, monkeypatch):
    """Return a function that runs the command on a roster, and gives its status, its words and the logins."""
    monkeypatch.setenv("LC_ALL", "C")

    def run(text, *options, encoding="utf-8"):
        students, output = tmp_path / "students.csv", tmp_path / "logins.csv"
        students.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        arguments = ["roster", str(students), "-o", str(output), *options]
        with app.app_context():
            result = app.test_cli_runner().invoke(args=arguments)
        lines = output.read_text(encoding="utf-8-sig").splitlines() if output.exists() else []
        return result.exit_code, result.output, list(csv.DictReader(lines))

    return run


def test_a_name_is_enough(roster, newcomer, tmp_path, database):
    """Username and nickname are made of it, in Korean too; the one-time password is on a slip."""
    status, said, logins = roster("name\n김민수\nJosé Núñez\n김민수\n李明\n", "--language", "ko")
    assert (status, said.splitlines()[0]) == (0, "4 new accounts")
    assert [login["user_id"] for login in logins] == ["kimminsu", "josenunez", "kimminsu2", "student"]
    assert [login["nickname"] for login in logins] == ["김민수", "José_Núñez", "김민수2", "李明"]
    minsu = newcomer("kimminsu", "김민수")
    assert minsu.logs_in(logins[0]["password"]).location == "/change_pw"
    assert database["sns"].people.find_one({"user_id": "kimminsu"})["language"] == "ko"
    table, slips = tmp_path / "logins.csv", tmp_path / "logins.html"
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert table.stat().st_mode & 0o077 == 0
    page = slips.read_text(encoding="utf-8")
    assert page.count("<article>") == 4
    assert logins[3]["password"] in page
    assert 'lang="ko"' in page


def test_no_name_is_a_formula_of_the_spreadsheet_that_opens_the_logins(roster, tmp_path):
    """Someone else may have filled in the table; the slips show the name as it is."""
    names = ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "Kim-Lee"]
    _status, _said, logins = roster("\n".join(["name", *names]))
    assert [login["name"] for login in logins] == [*(f"'{name}" for name in names[:5]), "Kim-Lee"]
    assert ">=HYPERLINK(1)<" in (tmp_path / "logins.html").read_text(encoding="utf-8")


def test_what_is_given_is_taken_as_it_is(roster, newcomer):
    """A column may be missing, in another order, in any case, or in Korean; the email works for the login."""
    text = "이메일;이름;반;아이디;Nickname\nminsu@example.org ;  박민수;3;MINSU_1;민수\n;Alice;3;;\n"
    status, _said, (minsu, alice) = roster(text)
    assert status == 0
    assert (minsu["user_id"], minsu["nickname"], minsu["email"]) == ("minsu_1", "민수", "minsu@example.org")
    assert (alice["user_id"], alice["nickname"], alice["email"]) == ("alice", "Alice", "")
    assert newcomer("minsu@example.org").logs_in(minsu["password"]).status_code == 302


@pytest.mark.parametrize(
    "saved",
    [
        "\ufeffname,user_id\r\n\r\n박민수 ,minsu_1\r\n,\r\n".encode(),
        "sep=;\nNAME;User ID\n박민수;minsu_1\n".encode(),
        "name\tuser_id\n박민수\tminsu_1\n".encode("utf-16"),
        "이름,아이디\n 박민수 ,minsu_1".encode("cp949"),
        '"name","user_id"\n"박민수","minsu_1"\n'.encode(),
    ],
)
def test_spreadsheets_save_in_many_ways(roster, saved):
    """Byte order marks, semicolons, tabs, UTF-16, Korean Windows, empty lines and spaces."""
    _status, said, logins = roster(saved)
    assert [(login["name"], login["user_id"]) for login in logins] == [("박민수", "minsu_1")], said


def test_a_second_run_changes_nothing(roster, newcomer, database):
    """The same slips come out; only who is new gets an account, and who has chosen a password has no slip."""
    first = roster("name\n김민수\n김민수\nAlice\n")[2]
    minsu = newcomer("kimminsu", "김민수")
    minsu.logs_in(first[0]["password"])
    own = "a password of my own"
    minsu.submits("/change_pw", origin_pw=first[0]["password"], password=own, password2=own)
    status, said, second = roster("name\n김민수\n김민수\nAlice\n지우\n")
    assert (status, said.splitlines()[:2]) == (0, ["1 new account", "Accounts that were there already: 3"])
    assert [login["password"] for login in second[:3]] == ["", first[1]["password"], first[2]["password"]]
    assert [login["user_id"] for login in second[:3]] == [login["user_id"] for login in first]
    assert database["sns"].people.count_documents({}) == 4
    assert minsu.logs_in(own).status_code == 302


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,user_id\nAlice,alice_1\n,bob_lee\n", ["Line 3: name: Use 1 to 40"]),
        ("name,user_id,email\nAlice,a b,\nBob,bob_lee,nobody\n", ["Line 2: user_id:", "Line 3: email:"]),
        ('name,user_id\n"Two\nlines",x\nAlice,alice_1,extra\n', ["Line 4: There are more cells"]),
        ("name,user_id\nAlice,same_1\nBob,SAME_1\n", ["Line 3: user_id: Line 2 has the same."]),
        ("name,nickname\nAlice,alice\nBob,аlice\n", ["Line 3: nickname:"]),
        ("name,user_id\nMallory,teacher\n", ["Line 2: user_id: Someone of another name"]),
        ("name,nickname\nMallory,teacher\n", ["Line 2: nickname: This is already taken"]),
        ('name\n"Alice\n', ["Line 2: The quotes do not match."]),
        ("user_id\nalice_1\n", ["must name the columns"]),
        ("name,Name\nA,B\n", ["two columns for: name"]),
        (b"name\nM\xfcller\n", ["CSV UTF-8"]),
        (b"", ["must name the columns"]),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(roster, newcomer, tmp_path, database, text, words):
    """Every wrong line is named at once, by its number in the file."""
    newcomer("teacher", "teacher").joins()
    status, said, logins = roster(text)
    assert status == 1
    for word in ["Nothing was written", *words]:
        assert word in said
    assert logins == []
    assert [path.name for path in tmp_path.glob("logins*")] == []
    assert database["sns"].people.count_documents({}) == 1


def test_the_roster_itself_is_not_overwritten(app, tmp_path):
    """Its other columns would be lost."""
    students = tmp_path / "students.csv"
    students.write_text("name\nAlice\n", encoding="utf-8")
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["roster", str(students), "-o", str(students)])
    assert result.exit_code == 2
    assert students.read_text(encoding="utf-8") == "name\nAlice\n"


@pytest.mark.parametrize(
    ("name", "romanised"),
    [
        ("남궁민", "namgungmin"),
        ("이 지우", "leejiu"),
        ("값", "gap"),
        ("Müller-Lüdenscheid", "mullerludenscheid"),
        ("李", ""),
    ],
)
def test_a_name_is_romanised(name, romanised):
    """Korean names by the usual rules, and accents are left out."""
    assert romanise(name) == romanised
