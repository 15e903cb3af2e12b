"""Hold many WebSockets of people who have logged in, and count what they hear: python -m benchmarks.sockets."""

import asyncio
import json
import os
import sys

AT_ONCE = 50  # connections that are being opened
MASK = bytes(4)


def frame(text: str) -> bytes:
    """Return a short text as a client's frame."""
    return bytes([0x81, 0x80 | len(text)]) + MASK + text.encode()


async def read_frame(reader: asyncio.StreamReader) -> str:
    """Return the text of the next frame of a server."""
    head = await reader.readexactly(2)
    size = head[1]
    if size == 126:
        size = int.from_bytes(await reader.readexactly(2), "big")
    return (await reader.readexactly(size)).decode()


class Crowd:
    """Pages that are open and do nothing."""

    def __init__(self) -> None:
        self.open = self.bytes_heard = self.failed = 0

    async def hold(self, port: int, cookie: str, turns: asyncio.Semaphore) -> None:
        """Open a page, and answer its pings for as long as this process runs."""
        try:
            async with turns:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(
                    f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                    f"Cookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
                )
                await reader.readuntil(b"\r\n\r\n")
                await read_frame(reader)
                writer.write(frame("40"))
                while not (await read_frame(reader)).startswith("40"):
                    pass
            self.open += 1
            while True:
                text = await read_frame(reader)
                if text == "2":
                    writer.write(frame("3"))
                elif not text.startswith('42["presence"'):
                    self.bytes_heard += len(text)
        except (OSError, asyncio.IncompleteReadError):
            self.failed += 1


async def main() -> None:
    """Read {"ports", "cookies", "count"}; write {"open", "heard"} once all are open, and again for each line read."""
    wanted = json.loads(sys.stdin.readline())
    crowd, turns = Crowd(), asyncio.Semaphore(AT_ONCE)
    ports, cookies = wanted["ports"], wanted["cookies"]
    pages = [
        asyncio.create_task(crowd.hold(ports[number % len(ports)], cookies[number % len(cookies)], turns))
        for number in range(wanted["count"])
    ]
    while crowd.open + crowd.failed < len(pages):
        await asyncio.sleep(0.2)
    loop = asyncio.get_running_loop()
    while True:
        print(json.dumps({"open": crowd.open - crowd.failed, "heard": crowd.bytes_heard}), flush=True)
        if not await loop.run_in_executor(None, sys.stdin.readline):
            os._exit(0)


if __name__ == "__main__":
    asyncio.run(main())
