"""questions that could not be answered."""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('question_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.String(length=40), nullable=True),
    sa.Column('sentences', sa.JSON(), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=False),
    sa.Column('created_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_answers'))
    )
    op.create_table('unanswered_questions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.String(length=36), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('topic', sa.String(length=40), nullable=True),
    sa.Column('place_code', sa.String(length=6), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('wishes', sa.Boolean(), nullable=False),
    sa.Column('told', sa.Boolean(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['question_answers.id'], name=op.f('fk_unanswered_questions_answer_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_unanswered_questions_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unanswered_questions')),
    sa.UniqueConstraint('conversation_id', 'position', name='uq_unanswered_questions_message'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('unanswered_questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unanswered_questions_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unanswered_questions_day'), ['day'], unique=False)
        batch_op.create_index('ix_unanswered_questions_telling', ['wishes', 'told'], unique=False)



def downgrade() -> None:
    op.drop_table('unanswered_questions')
    op.drop_table('question_answers')
