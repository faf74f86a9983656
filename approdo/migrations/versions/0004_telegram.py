"""telegram: chats, updates, deliveries."""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('telegram_choices',
    sa.Column('key', sa.String(length=20), nullable=False),
    sa.Column('value', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_telegram_choices'))
    )
    op.create_table('telegram_connectors',
    sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('held_by', sa.String(length=36), nullable=True),
    sa.Column('held_until', foundation.database.Moment(timezone=True), nullable=True),
    sa.Column('username', sa.String(length=64), nullable=True),
    sa.Column('presented', sa.String(length=64), nullable=True),
    sa.Column('problem', sa.String(length=40), nullable=True),
    sa.PrimaryKeyConstraint('bot_id', name=op.f('pk_telegram_connectors'))
    )
    op.create_table('telegram_deliveries',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('chat_key', sa.String(length=64), nullable=False),
    sa.Column('conversation_id', sa.String(length=36), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('piece', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('doubtful', sa.Boolean(), nullable=False),
    sa.Column('after_id', sa.BigInteger(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('answers', sa.String(length=80), nullable=True),
    sa.Column('cause', sa.String(length=120), nullable=True),
    sa.Column('at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_telegram_deliveries')),
    sa.UniqueConstraint('chat_key', 'conversation_id', 'position', 'piece', name='uq_telegram_deliveries_piece')
    )
    with op.batch_alter_table('telegram_deliveries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_telegram_deliveries_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_telegram_deliveries_state'), ['state'], unique=False)

    op.create_table('telegram_updates',
    sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('update_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('bot_id', 'update_id', name=op.f('pk_telegram_updates'))
    )
    with op.batch_alter_table('telegram_updates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_telegram_updates_at'), ['at'], unique=False)

    op.create_table('telegram_chats',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('bot_id', sa.BigInteger(), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('conversation_id', sa.String(length=36), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('private', sa.Boolean(), nullable=False),
    sa.Column('sent_position', sa.Integer(), nullable=False),
    sa.Column('wanted_until', sa.Integer(), nullable=True),
    sa.Column('keyboard', sa.Boolean(), nullable=False),
    sa.Column('newest_message', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_telegram_chats_conversation_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_telegram_chats'))
    )
    with op.batch_alter_table('telegram_chats', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_telegram_chats_conversation_id'), ['conversation_id'], unique=False)

    op.create_table('telegram_link_codes',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('conversation_id', sa.String(length=36), nullable=False),
    sa.Column('expires_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_telegram_link_codes_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('code_hash', name=op.f('pk_telegram_link_codes'))
    )
    with op.batch_alter_table('telegram_link_codes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_telegram_link_codes_conversation_id'), ['conversation_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('telegram_link_codes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_telegram_link_codes_conversation_id'))

    op.drop_table('telegram_link_codes')
    with op.batch_alter_table('telegram_chats', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_telegram_chats_conversation_id'))

    op.drop_table('telegram_chats')
    with op.batch_alter_table('telegram_updates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_telegram_updates_at'))

    op.drop_table('telegram_updates')
    with op.batch_alter_table('telegram_deliveries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_telegram_deliveries_state'))
        batch_op.drop_index(batch_op.f('ix_telegram_deliveries_at'))

    op.drop_table('telegram_deliveries')
    op.drop_table('telegram_connectors')
    op.drop_table('telegram_choices')
