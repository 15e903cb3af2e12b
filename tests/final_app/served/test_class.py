"""The app started for a class, as a teacher does on a laptop."""

import re


def test_the_start_prints_what_a_class_needs(served):
    """An address that others can open, the class code, a QR code, and a link that makes the first moderator."""
    first_line = served.starts(SNS_JOIN="river-7", LC_ALL="C")
    lines = [served.process.stdout.readline().strip()]
    while "/class" not in lines[-1] or "moderator?key" in lines[-1]:
        lines.append(served.process.stdout.readline().strip())
    said = "\n".join(lines)
    assert re.fullmatch(r"Ready: http://[\d.]+:\d+", first_line)
    assert "0.0.0.0" not in first_line + said
    assert "Class code: river-7" in said
    assert "█▀" in said
    link = re.search(r"http://[^/]+(/class/moderator\?key=\S+)", said)[1]
    fields = {"user_id": "teacher", "nickname": "teacher", "user_name": "T", "user_email": "", "class_code": "RIVER 7"}
    joined = served.submits("/join", **fields, password="correct horse", password2="correct horse")
    assert joined.url == f"{served.url}/"
    assert served.visitor.get(served.url + link).url == f"{served.url}/class"
    assert first_line.removeprefix("Ready: ") in served.visitor.get(f"{served.url}/class").text


def test_a_class_code_that_anyone_guesses_is_not_served(served):
    """The start ends with a message that says how long a code is."""
    served.starts(SNS_JOIN="7")
    assert served.has_ended() == 1
    assert "4 to 40" in served.said
