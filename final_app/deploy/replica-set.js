// Joins the three mongods of compose.yaml. A new primary is elected some 2 s after one has gone;
// it waits 1 s at most for what only that one may have, of which nothing was acknowledged.
try {
  rs.status();
} catch {
  rs.initiate({
    _id: "maru",
    members: [1, 2, 3].map((number) => ({ _id: number, host: `mongo${number}:27017` })),
    settings: { electionTimeoutMillis: 2000, heartbeatIntervalMillis: 500, catchUpTimeoutMillis: 1000 },
  });
}
while (!rs.status().members.some((member) => member.stateStr === "PRIMARY")) sleep(500);
