"""Whatever one machine does, nothing that was acknowledged is lost, and the cluster goes on by itself."""

import pytest
import requests

from tests.cluster.conftest import let_go_on
from tests.cluster.conftest import wait_for


def restarted(cluster, name, pid):
    """Return a condition: the node has another process than before."""
    return lambda: cluster.state["nodes"][name]["pid"] != pid


@pytest.mark.parametrize("name", ["app1", "redis", "nginx"])
def test_a_node_that_is_killed_comes_back_and_nothing_is_lost(cluster, load, capsys, name):
    """kill -9 while four people write."""
    with load.goes_on():
        pid = cluster.kill(name)
        wait_for(restarted(cluster, name, pid))
    load.check(capsys)


def test_another_primary_takes_over_when_the_first_is_killed(cluster, load, capsys):
    """kill -9 of the mongod that takes the writes."""
    first = cluster.primary()
    with load.goes_on():
        cluster.kill(first)
        cluster.primary(other_than=first)
    load.check(capsys)


def test_another_primary_takes_over_when_the_first_is_cut_off(cluster, load, capsys):
    """The primary freezes, as behind a broken network, and comes back later: what it had not passed on is undone."""
    first = cluster.primary()
    with load.goes_on():
        pid = cluster.kill(first, "STOP")
        try:
            cluster.primary(other_than=first)
        finally:
            let_go_on(pid)
    load.check(capsys)


def test_a_frozen_app_is_started_again(cluster, load, capsys):
    """An app that answers nothing is killed, and others take over what it served."""
    with load.goes_on():
        pid = cluster.kill("app2", "STOP")
        wait_for(restarted(cluster, "app2", pid))
    load.check(capsys)


def test_a_rolling_restart_fails_no_request(cluster, load, capsys):
    """All apps are restarted while four people write and one reads."""
    before = cluster.state["nodes"]
    with load.goes_on():
        cluster.run("restart")
    after = cluster.state["nodes"]
    assert all(before[name]["pid"] != after[name]["pid"] for name in ("app1", "app2"))
    assert load.failures == []
    load.check(capsys)


def test_an_app_that_stops_on_its_own_fails_no_request(cluster, load, capsys):
    """SIGTERM to one app, as an operator may send it: nginx is not told, and no request fails."""
    with load.goes_on():
        pid = cluster.kill("app1", "TERM")
        wait_for(restarted(cluster, "app1", pid))
        wait_for(lambda: answers(cluster.port("app1")))
    assert load.failures == []
    load.check(capsys)


def answers(port):
    """Return whether an app answers."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=2).ok
    except requests.RequestException:
        return False
