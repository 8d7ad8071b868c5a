"""A peer of the throughput benchmark: the tutorial's async endpoint without its prints."""
import asyncio
import socket
import time

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/async-endpoint")
async def async_endpoint(sleep: float = 1.0):
    start = time.time()
    await asyncio.sleep(sleep)
    return {"message": "Async endpoint completed!", "duration": time.time() - start}


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(128)
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="critical")).run(sockets=[listener])
