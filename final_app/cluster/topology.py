"""Which processes a cluster has, and the command and settings of each."""

import getpass
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from pymongo import MongoClient
from redis import Redis

from final_app import mongod
from final_app.instance import load_or_create_secret

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
REPLICA_SET = "maru"
MONGODS = 3
# A new primary is elected some 2 s after one has gone; by default it is 11 s. Then it waits 1 s at most for what only
# that one may have: nothing of it was acknowledged.
ELECTION = {"electionTimeoutMillis": 2000, "heartbeatIntervalMillis": 500, "catchUpTimeoutMillis": 1000}
# Who copied from a primary that is cut off turns to the new one after 2 s; by default it is 9 s, in which no write is
# acknowledged.
TURN = ["oplogNetworkTimeoutBufferSeconds=1", "oplogFetcherSteadyStateMaxFetcherRestarts=0"]
CHECK_SECONDS = 1.5  # until a node that does not answer is taken for frozen


@dataclass
class Node:
    """A process of the cluster."""

    name: str
    port: int
    command: list[str]
    answers: Callable[[], bool]  # whether it serves
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    restart_if_frozen: bool = True


@dataclass
class Cluster:
    """All nodes, in the order in which they are started, and the address to open."""

    nodes: list[Node]
    url: str
    mailbox: str


def missing_programs() -> list[str]:
    """Return which of nginx, Redis and MongoDB is not on this machine."""
    missing = [name for name in ("nginx", "redis-server") if find_program(name) is None]
    try:
        mongod.find_program()
    except mongod.NoMongod:
        missing.append("mongod")
    return missing


def find_program(name: str) -> str | None:
    """Return the path of a program; nginx is often where only administrators look."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on."""
    opened = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in opened]
    for one in opened:
        one.close()
    return ports


def make_cluster(folder: Path, apps: int, port: int) -> Cluster:
    """Return the nodes of a cluster that keeps its data in a folder, with nginx on a port."""
    ports = free_ports(MONGODS + 1 + apps)
    mongo_ports, redis_port, app_ports = ports[:MONGODS], ports[MONGODS], ports[MONGODS + 1 :]
    addresses = ",".join(f"127.0.0.1:{one}" for one in mongo_ports)
    mail_key = secrets.token_urlsafe(16)
    settings = {
        "MONGO_URI": f"mongodb://{addresses}/sns?replicaSet={REPLICA_SET}",
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}",
        "SECRET_KEY": load_or_create_secret(folder),
        "SNS_TRUSTED_PROXIES": "1",
        "SNS_MAIL_KEY": mail_key,
    }
    mongods = [mongo_node(folder / f"mongo{number}", one) for number, one in enumerate(mongo_ports, 1)]
    served = [app_node(folder / f"app{number}", one, settings) for number, one in enumerate(app_ports, 1)]
    nodes = [*mongods, redis_node(folder / "redis", redis_port), *served, nginx_node(folder / "nginx", port, app_ports)]
    url = f"http://127.0.0.1:{port}"
    return Cluster(nodes, url, f"{url}/dev/mail?key={mail_key}")


def mongo_node(folder: Path, port: int) -> Node:
    """Return a member of the replica set. One that is frozen is left alone: the others elect a primary."""
    command = [str(mongod.find_program()), "--dbpath", str(folder), "--port", str(port), "--bind_ip", "127.0.0.1"]
    command += ["--replSet", REPLICA_SET, "--setParameter", "shutdownTimeoutMillisForSignaledShutdown=500"]
    command += [*(word for setting in TURN for word in ("--setParameter", setting)), *mongod.SMALL]
    return Node(folder.name, port, command, lambda: mongo_answers(port), folder, restart_if_frozen=False)


def mongo_answers(port: int) -> bool:
    """Return whether a mongod answers."""
    limit = int(CHECK_SECONDS * 1000)
    with MongoClient[dict[str, object]](
        "127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=limit, socketTimeoutMS=limit
    ) as client:
        return bool(client.admin.command("ping"))


def join_replica_set(ports: list[int]) -> None:
    """Join the mongods, or again under their ports of this start, and wait until one of them is primary."""
    members = [{"_id": number, "host": f"127.0.0.1:{port}"} for number, port in enumerate(ports)]
    config = {"_id": REPLICA_SET, "members": members, "settings": ELECTION}
    with MongoClient[dict[str, object]]("127.0.0.1", ports[0], directConnection=True) as client:
        earlier = client.local["system.replset"].find_one()
        if earlier is None:
            client.admin.command("replSetInitiate", config)
        else:
            version = int(str(earlier["version"])) + 1
            client.admin.command("replSetReconfig", {**earlier, **config, "version": version}, force=True)
    with MongoClient[dict[str, object]](
        f"mongodb://127.0.0.1:{ports[0]}/?replicaSet={REPLICA_SET}", serverSelectionTimeoutMS=60_000
    ) as client:
        client.admin.command("ping")


def redis_node(folder: Path, port: int) -> Node:
    """Return Redis, which keeps nothing on the disk: what is lost with it comes back by itself."""
    command = [str(find_program("redis-server")), "--port", str(port), "--bind", "127.0.0.1"]
    command += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
    return Node(folder.name, port, command, lambda: redis_answers(port), folder)


def redis_answers(port: int) -> bool:
    """Return whether Redis answers."""
    with Redis(port=port, socket_timeout=CHECK_SECONDS) as redis:
        return bool(redis.ping())


def app_node(folder: Path, port: int, settings: dict[str, str]) -> Node:
    """Return one of the apps."""
    command = [sys.executable, "-m", "final_app", "--port", str(port)]
    environment = {**settings, "SNS_INSTANCE_PATH": str(folder)}
    return Node(folder.name, port, command, lambda: http_answers(port), folder, environment)


def http_answers(port: int) -> bool:
    """Return whether there is any answer over HTTP."""
    try:
        urlopen(f"http://127.0.0.1:{port}/healthz", timeout=CHECK_SECONDS).close()
    except HTTPError as error:
        error.close()
    return True


def nginx_node(folder: Path, port: int, app_ports: list[int]) -> Node:
    """Return nginx with the configuration of final_app/deploy, but for the addresses."""
    command = [str(find_program("nginx")), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    command += ["-g", f"daemon off; pid nginx.pid; {run_as()}"]
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(DEPLOY / "nginx.conf", folder)
    (folder / "listen.conf").write_text(f"listen 127.0.0.1:{port};\n", encoding="utf-8")
    write_upstream(folder, app_ports)
    return Node(folder.name, port, command, lambda: nginx_answers(port), folder)


def nginx_answers(port: int) -> bool:
    """Return whether nginx answers what it rejects by itself: apps that are slow do not make it frozen."""
    with socket.create_connection(("127.0.0.1", port), CHECK_SECONDS) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")  # without a Host
        return connection.recv(1) != b""


def run_as() -> str:
    """Return nginx's setting of who runs its workers: who runs the cluster. Only root can and must say so."""
    return f"user {getpass.getuser()};" if os.geteuid() == 0 else ""


def write_upstream(folder: Path, app_ports: list[int], down: int | None = None) -> None:
    """Tell nginx which apps there are; the one on the port `down` gets nothing new."""
    lines = [f"    server 127.0.0.1:{port} max_fails=0{' down' if port == down else ''};\n" for port in app_ports]
    text = f"upstream apps {{\n    hash $node consistent;\n{''.join(lines)}}}\n"
    (folder / "upstream.conf").write_text(text, encoding="utf-8")
