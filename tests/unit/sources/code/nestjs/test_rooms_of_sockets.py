"""What a gateway sends to browsers, to all of them or to a room."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small


@pytest.mark.parametrize(
    "sends",
    [
        "this.server.emit('moved', boat);",
        "this.server.to(`harbour_${boat.id}`).emit('moved', boat);",
        "this.server.of('/boats').in('all').except('me').emit('moved', boat);",
        "client.broadcast.emit('moved', boat);",
        "client.to('all').volatile.emit('moved', boat);",
    ],
)
def test_what_is_sent_to_a_room_is_sent_as_what_is_sent_to_all(tmp_path: Path, sends: str) -> None:
    source = f"""
import {{ Module }} from '@nestjs/common';
import {{ WebSocketGateway, WebSocketServer, SubscribeMessage, ConnectedSocket }} from '@nestjs/websockets';
import {{ Server, Socket }} from 'socket.io';
@WebSocketGateway() export class BoatsGateway {{
  @WebSocketServer() server!: Server;
  @SubscribeMessage('move') move(@ConnectedSocket() client: Socket, boat: any) {{ {sends} }}
}}
@Module({{ providers: [BoatsGateway] }}) export class AppModule {{}}
"""
    found = small(tmp_path, {"src/app.module.ts": source})

    assert {(each.direction, each.event) for each in found.facts.events} == {
        ("emits", "moved"),
        ("handles", "move"),
    }
