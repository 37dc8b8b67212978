import { EntitySubscriberInterface, EventSubscriber, InsertEvent } from 'typeorm';
import { Comment } from './comment.entity';

@EventSubscriber()
export class CommentSubscriber implements EntitySubscriberInterface<Comment> {
  listenTo() {
    return Comment;
  }

  beforeInsert(event: InsertEvent<Comment>): void {
    event.entity.mark = event.entity.text.includes('http') ? 'link' : 'plain';
  }
}
