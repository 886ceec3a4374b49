#!/usr/bin/env python3
"""nfq_netem: a userspace 'tc netem' over NFQUEUE for kernels built without sch_netem.

Python 3 standard library only; run as root inside a network namespace of your own.
One process serves one NFQUEUE number; an iptables-legacy rule sends packets to it:
  ip netns exec N iptables-legacy -A INPUT -i lo -d 127.0.2.1 -j NFQUEUE --queue-num 1
  ip netns exec N nfq_netem.py --queue 1 --delay 300 --jitter 100 --loss 2 --rate-kbit 40
Options: --delay/--jitter ms (per packet, one way; jitter reorders unless --keep-order),
--loss %, --ge p,r,loss (Gilbert-Elliott burst loss, %), --rate-kbit with --buffer-ms (tail drop),
--flap 'up_s,down_s' (drops everything while down), --seconds N (then every held packet is released).
Prints "ready" once it serves. SIGUSR1 toggles a full blackhole. Prints one JSON line of counters at the end.
"""
import argparse, heapq, json, random, select, signal, socket, struct, time

P = argparse.ArgumentParser()
for n, d in (("queue", 0), ("delay", 0), ("jitter", 0), ("loss", 0), ("rate-kbit", 0), ("buffer-ms", 1000), ("seconds", 600), ("seed", 1)):
    P.add_argument("--" + n, type=float, default=d)
P.add_argument("--ge"); P.add_argument("--flap"); P.add_argument("--keep-order", action="store_true")
A = P.parse_args(); Q = int(A.queue); rnd = random.Random(int(A.seed))
s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12); s.bind((0, 0)); s.setsockopt(socket.SOL_SOCKET, 33, 8 << 20)

def attr(t, b): return struct.pack("=HH", 4 + len(b), t) + b + b"\0" * (-len(b) % 4)
def send(kind, body, flags=1):
    m = struct.pack("=BBH", 0, 0, socket.htons(Q)) + body
    s.send(struct.pack("=IHHII", 16 + len(m), (3 << 8) | kind, flags, 0, 0) + m)

send(2, attr(1, struct.pack(">BBH", 1, 0, 0)))        # bind the queue
send(2, attr(2, struct.pack(">IB", 64, 2)))           # copy 64 bytes: enough for the IP length
send(2, attr(3, struct.pack(">I", 20000)))            # queue length
hold, n, c = [], 0, dict(seen=0, dropped=0, passed=0, maxheld=0)
free_at, last_due, bad, black, t0 = 0.0, 0.0, False, False, time.monotonic()
ge = [float(x) / 100 for x in A.ge.split(",")] if A.ge else None
flap = [float(x) for x in A.flap.split(",")] if A.flap else None
def toggle(*_):
    global black; black = not black
stop = False
def end(*_):
    global stop; stop = True
signal.signal(signal.SIGUSR1, toggle); signal.signal(signal.SIGTERM, end); signal.signal(signal.SIGINT, end)
def verdict(i, ok): send(1, attr(2, struct.pack(">II", 1 if ok else 0, i)))

def packet(pid, size, now):
    global free_at, last_due, bad, n
    c["seen"] += 1
    down = flap and (now - t0) % (flap[0] + flap[1]) >= flap[0]
    lost = black or down or rnd.random() * 100 < A.loss
    if ge:
        bad = (rnd.random() >= ge[1]) if bad else (rnd.random() < ge[0])
        lost = lost or (bad and rnd.random() < ge[2])
    due = now
    if not lost and A.rate_kbit:
        free_at = max(free_at, now)
        if (free_at - now) * 1000 > A.buffer_ms: lost = True
        else: free_at += size * 8 / (A.rate_kbit * 1000); due = free_at
    if lost: c["dropped"] += 1; return verdict(pid, False)
    due += max(0.0, A.delay + (rnd.uniform(-A.jitter, A.jitter) if A.jitter else 0)) / 1000
    if A.keep_order: due = last_due = max(due, last_due)
    n += 1; heapq.heappush(hold, (due, n, pid)); c["maxheld"] = max(c["maxheld"], len(hold))

print("ready", flush=True)
while not stop and time.monotonic() - t0 < A.seconds:
    now = time.monotonic()
    while hold and hold[0][0] <= now: verdict(heapq.heappop(hold)[2], True); c["passed"] += 1
    r, _, _ = select.select([s], [], [], min(0.2, max(0.0, hold[0][0] - now)) if hold else 0.2)
    if not r: continue
    try: buf = s.recv(1 << 17)
    except OSError: continue                                # ENOBUFS: the kernel dropped some for us
    o = 0
    while o + 16 <= len(buf):
        ln, typ, _, _, _ = struct.unpack_from("=IHHII", buf, o)
        if ln < 16: break
        if typ == (3 << 8):
            pid = size = None; p, e = o + 20, o + ln
            while p + 4 <= e:
                al, at = struct.unpack_from("=HH", buf, p)
                if al < 4: break
                if at & 0x7FFF == 1: pid = struct.unpack_from(">I", buf, p + 4)[0]
                if at & 0x7FFF == 10: size = struct.unpack_from(">H", buf, p + 4 + 2)[0]
                p += (al + 3) & ~3
            if pid is not None: packet(pid, size or 60, time.monotonic())
        o += (ln + 3) & ~3
for _, _, pid in hold: verdict(pid, True); c["passed"] += 1
print(json.dumps(c), flush=True)
