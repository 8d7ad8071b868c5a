"""A peer of the throughput benchmark: the tutorial's async endpoint without its prints, started as its users do.

One argument: "plain" (asyncio and h11, all that FastAPI needs) or "uvloop" (uvloop and httptools, its quickest)."""
import asyncio
import sys
import time

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/async-endpoint")
async def async_endpoint(sleep: float = 1.0):
    start = time.time()
    await asyncio.sleep(sleep)
    return {"message": "Async endpoint completed!", "duration": time.time() - start}


parts = {"plain": {"loop": "asyncio", "http": "h11"}, "uvloop": {"loop": "uvloop", "http": "httptools"}}
# uvicorn makes the socket itself: one made with socket.socket() has proto 0, which asyncio takes for one that needs no
# TCP_NODELAY, and each reply would wait 40 ms for the other side's acknowledgement. Its lines for each request are left out.
uvicorn.run(app, port=0, access_log=False, **parts[sys.argv[1]])
