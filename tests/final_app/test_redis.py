"""Redis may be away: requests go on without it."""

import logging

import pytest
import redis

from final_app import extensions


@pytest.fixture
def manager():
    """Return the manager of a process that finds no Redis."""
    manager = extensions.make_manager("redis://127.0.0.1:1")
    manager._redis_connect()
    return manager


def test_a_redis_that_does_not_answer_is_asked_seldom(manager, monkeypatch, caplog):
    """Each question may take a second, and a request sends several events."""
    asked = []

    def publish(_channel, _data):
        asked.append(1)
        raise redis.TimeoutError("no answer")

    monkeypatch.setattr(manager.redis, "publish", publish)
    caplog.set_level(logging.WARNING)
    for _ in range(5):
        manager._publish({"method": "emit"})
    assert len(asked) == len(caplog.records) == 1
    manager.away_until = 0
    manager._publish({"method": "emit"})
    assert len(asked) == 2


def test_a_question_to_redis_has_a_time_limit(manager):
    """A frozen one would hold each request for as long as the library waits."""
    options = manager.redis.connection_pool.connection_kwargs
    assert options["socket_timeout"] == options["socket_connect_timeout"] == extensions.REDIS_TIMEOUT
