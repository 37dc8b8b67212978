import { Injectable, Module } from '@nestjs/common';
import { Processor, WorkerHost, InjectQueue } from '@nestjs/bullmq';
import { Job, Queue } from 'bullmq';
import { Message, Person, Student, Teacher } from '../core/entities';
async function* people(kind: typeof Student | typeof Teacher) {
  for (let page = 0; ; page++) {
    const rows: Person[] = await kind.find({ skip: page * 100, take: 100 }); //= messages: read person
    if (!rows.length) return;
    yield* rows;
  }
}
@Processor('mail') export class Mailer extends WorkerHost {
  async process(job: Job<{ text: string }>) {
    for await (const to of people(Student)) {
      const message = Message.create({ text: job.data.text });
      message.to = to;
      await Message.insert(message); //= messages: write message
    }
  }
}
@Injectable() export class Outgoing {
  constructor(@InjectQueue('mail') private readonly queue: Queue) {}
  async again(ids: number[]) {
    const map: { [id: number]: Message } = {};
    (await Message.findByIds(ids)).forEach((m) => { map[m.id] = m; }); //= messages: read message
    await Promise.all(ids.map(async (id) => { map[id].text = 'again'; await map[id].save(); })); //= messages: write message
    await this.queue.add('mail', {});
  }
  async purge() {
    const old = Message.getRepository();
    const rows = await old.find({ withDeleted: true, loadEagerRelations: false }); //= messages: read message
    await old.remove(rows, { chunk: 100 }); //= messages: write message
  }
}
@Module({ providers: [Mailer, Outgoing] }) export class MessagesModule {}
