"""Start the nodes of a cluster, and start again what ends or freezes, until SIGTERM."""

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

from final_app import mongod
from final_app.cluster.busy import cpu_time
from final_app.cluster.demo import fill_empty_database
from final_app.cluster.state import delete_state
from final_app.cluster.state import write_state
from final_app.cluster.topology import MONGODS
from final_app.cluster.topology import Cluster
from final_app.cluster.topology import Node
from final_app.cluster.topology import join_replica_set
from final_app.cluster.topology import write_upstream

START_SECONDS = 60
POLL_SECONDS = 0.1
FAILED_CHECKS = 2  # one after the other, after which a node is taken for frozen
BUSY = 0.1  # so much counts a failed check of a node that computes: it may have much to do
DRAIN_SECONDS = 1  # that nginx gets to send nothing more to an app
STOP_SECONDS = 20


class Supervisor:
    """Runs the nodes of a cluster as child processes."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.logins: list[str] = []
        self.is_ready = False
        self.is_ending = threading.Event()
        self.wants_restart = threading.Event()
        self.restarts = 0  # rolling ones that are done
        self.lock = threading.RLock()

    def run(self) -> None:
        """Start everything, and supervise it until SIGTERM; SIGUSR1 restarts the apps, one after the other."""
        signal.signal(signal.SIGTERM, lambda *_: self.is_ending.set())
        signal.signal(signal.SIGUSR1, lambda *_: self.wants_restart.set())
        try:
            self.start_all()
            for node in self.cluster.nodes:
                threading.Thread(target=self.check_forever, args=[node], daemon=True).start()
            while not self.is_ending.wait(POLL_SECONDS):
                if self.wants_restart.is_set():
                    self.wants_restart.clear()
                    self.restart_apps()
                self.start_what_ended()
        finally:
            self.is_ending.set()
            self.stop_all()

    def start_all(self) -> None:
        """Start the nodes in their order, each once those that it needs answer."""
        nodes = self.cluster.nodes
        for node in nodes[:MONGODS]:
            self.start(node)
        for node in nodes[:MONGODS]:
            self.wait_for(node)
        join_replica_set([node.port for node in nodes[:MONGODS]])
        self.start(nodes[MONGODS])
        self.wait_for(nodes[MONGODS])
        self.logins = fill_empty_database(nodes[MONGODS + 1])
        for node in nodes[MONGODS + 1 :]:
            self.start(node)
        for node in nodes[MONGODS + 1 :]:
            self.wait_for(node)
        self.is_ready = True
        self.write_state()

    def start(self, node: Node) -> None:
        """Start a node; its output goes to a log in the cluster's folder."""
        node.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{node.name}.log").open("ab") as log:
            self.processes[node.name] = subprocess.Popen(
                [*mongod.die_with_parent(), *node.command],
                env={**os.environ, **node.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.write_state()

    def wait_for(self, node: Node) -> None:
        """Wait until a node answers; raises RuntimeError if it does not."""
        deadline = time.monotonic() + START_SECONDS
        while not self.answers(node):
            if time.monotonic() > deadline or self.processes[node.name].poll() is not None:
                log = self.folder / f"{node.name}.log"
                lines = "\n".join(log.read_text(errors="replace").splitlines()[-3:])
                raise RuntimeError(f"{node.name} does not start. The end of {log}:\n{lines}")
            time.sleep(POLL_SECONDS)

    def answers(self, node: Node) -> bool:
        """Return whether a node answers."""
        try:
            return node.answers()
        except Exception:  # whatever the library of its protocol raises
            return False

    def start_what_ended(self) -> None:
        """Start again each node whose process has ended."""
        for node in self.cluster.nodes:
            with self.lock:
                status = self.processes[node.name].poll()
                if status is not None:
                    print(f"{node.name} ended (exit status {status}). It is started again.", flush=True)
                    kill_rest(self.processes[node.name])
                    self.start(node)

    def check_forever(self, node: Node) -> None:
        """Kill a node that has frozen, so that it is started again."""
        failed, computed = 0.0, None
        process = self.processes[node.name]
        while not self.is_ending.wait(0.5):
            if self.processes[node.name] is not process:  # a new one, which first has to start
                process, failed = self.processes[node.name], -START_SECONDS
            answers, before, computed = self.answers(node), computed, cpu_time(process.pid)
            failed = 0 if answers else failed + (1 if computed in (None, before) else BUSY)
            if failed >= FAILED_CHECKS and node.restart_if_frozen:
                print(f"{node.name} does not answer. It is killed.", flush=True)
                process.kill()

    def restart_apps(self) -> None:
        """Restart the apps, one after the other; nginx sends requests to the others meanwhile."""
        apps = [node for node in self.cluster.nodes if node.name.startswith("app")]
        for app in apps:
            self.tell_nginx(down=app)
            time.sleep(DRAIN_SECONDS)
            with self.lock:
                process = self.processes[app.name]
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_SECONDS)
                process.kill()
                process.wait()
                self.start(app)
            self.wait_for(app)
            self.tell_nginx()
        self.restarts += 1
        self.write_state()

    def tell_nginx(self, down: Node | None = None) -> None:
        """Make nginx send nothing new to an app, or to all of them again."""
        nginx = self.cluster.nodes[-1]
        ports = [node.port for node in self.cluster.nodes if node.name.startswith("app")]
        write_upstream(nginx.folder, ports, down.port if down else None)
        self.processes[nginx.name].send_signal(signal.SIGHUP)

    def stop_all(self) -> None:
        """Stop all nodes, in the reverse order of their start."""
        for name in reversed(list(self.processes)):
            process = self.processes[name]
            process.send_signal(signal.SIGCONT)
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            process.kill()
            process.wait()
            kill_rest(process)
        delete_state(self.folder)

    def write_state(self) -> None:
        """Tell the other commands what runs."""
        running = {node.name: node for node in self.cluster.nodes if node.name in self.processes}
        write_state(
            self.folder,
            pid=os.getpid(),
            ready=self.is_ready,
            restarts=self.restarts,
            url=self.cluster.url,
            mailbox=self.cluster.mailbox,
            logins=self.logins,
            nodes={name: {"pid": self.processes[name].pid, "port": node.port} for name, node in running.items()},
        )


def kill_rest(process: subprocess.Popen[bytes]) -> None:
    """Kill what a process that has ended leaves behind: the workers of nginx would keep its port."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
