"""accounts, rota, desk."""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('external_subject', sa.String(length=255), nullable=True),
    sa.Column('second_factor_secret', sa.String(length=64), nullable=True),
    sa.Column('second_factor_required', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('email', name=op.f('uq_accounts_email')),
    sa.UniqueConstraint('external_subject', name=op.f('uq_accounts_external_subject'))
    )
    op.create_table('ambiti',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('municipalities', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ambiti')),
    sa.UniqueConstraint('name', name=op.f('uq_ambiti_name'))
    )
    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', foundation.database.Moment(timezone=True), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=True),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=36), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entries_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entries_subject'), ['subject'], unique=False)

    op.create_table('webhooks',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('secret', sa.String(length=100), nullable=False),
    sa.Column('events', sa.JSON(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhooks'))
    )
    op.create_table('account_sessions',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('device', sa.String(length=200), nullable=False),
    sa.Column('second_factor_passed', sa.Boolean(), nullable=False),
    sa.Column('created_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.Column('last_used_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_account_sessions_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_sessions')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_account_sessions_token_hash'))
    )
    with op.batch_alter_table('account_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_sessions_account_id'), ['account_id'], unique=False)

    op.create_table('internal_notes',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('conversation_id', sa.String(length=36), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_internal_notes_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_internal_notes'))
    )
    with op.batch_alter_table('internal_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_internal_notes_conversation_id'), ['conversation_id'], unique=False)

    op.create_table('mediators',
    sa.Column('account_id', sa.String(length=36), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('ambiti', sa.JSON(), nullable=False),
    sa.Column('away_since', foundation.database.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_mediators_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_mediators'))
    )
    op.create_table('shift_exceptions',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=True),
    sa.Column('ends', sa.Time(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_shift_exceptions_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shift_exceptions'))
    )
    with op.batch_alter_table('shift_exceptions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shift_exceptions_account_id'), ['account_id'], unique=False)

    op.create_table('shifts',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_shifts_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shifts'))
    )
    with op.batch_alter_table('shifts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shifts_account_id'), ['account_id'], unique=False)

    op.create_table('webhook_deliveries',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('webhook_id', sa.String(length=36), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('due_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.Column('failed_at', foundation.database.Moment(timezone=True), nullable=True),
    sa.Column('created_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['webhook_id'], ['webhooks.id'], name=op.f('fk_webhook_deliveries_webhook_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_deliveries'))
    )
    with op.batch_alter_table('webhook_deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_webhook_deliveries_due', ['failed_at', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_webhook_deliveries_webhook_id'), ['webhook_id'], unique=False)

    op.create_table('message_translations',
    sa.Column('message_id', sa.String(length=36), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('translator', sa.String(length=30), nullable=False),
    sa.Column('created_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_message_translations_message_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('message_id', 'language', name=op.f('pk_message_translations'))
    )
    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('delivered_position', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('read_position', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('previous_id', sa.String(length=36), nullable=True))

    with op.batch_alter_table('handoffs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('waiting_since', foundation.database.Moment(timezone=True), nullable=False, server_default=sa.func.current_timestamp()))
        batch_op.add_column(sa.Column('offered_to', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('ambito_id', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('alerts', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('ended_by', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('outcome', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('referred_to', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('helpful', sa.Boolean(), nullable=True))
        batch_op.create_index('ix_handoffs_open', ['closed_at', 'returned_at', 'waiting_since'], unique=False)
        batch_op.create_index(batch_op.f('ix_handoffs_taken_by'), ['taken_by'], unique=False)

    op.execute('UPDATE handoffs SET waiting_since = asked_at')



def downgrade() -> None:
    with op.batch_alter_table('handoffs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handoffs_taken_by'))
        batch_op.drop_index('ix_handoffs_open')
        batch_op.drop_column('helpful')
        batch_op.drop_column('referred_to')
        batch_op.drop_column('outcome')
        batch_op.drop_column('ended_by')
        batch_op.drop_column('alerts')
        batch_op.drop_column('ambito_id')
        batch_op.drop_column('offered_to')
        batch_op.drop_column('waiting_since')

    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.drop_column('previous_id')
        batch_op.drop_column('read_position')
        batch_op.drop_column('delivered_position')

    op.drop_table('message_translations')
    with op.batch_alter_table('webhook_deliveries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_webhook_deliveries_webhook_id'))
        batch_op.drop_index('ix_webhook_deliveries_due')

    op.drop_table('webhook_deliveries')
    with op.batch_alter_table('shifts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shifts_account_id'))

    op.drop_table('shifts')
    with op.batch_alter_table('shift_exceptions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shift_exceptions_account_id'))

    op.drop_table('shift_exceptions')
    op.drop_table('mediators')
    with op.batch_alter_table('internal_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_internal_notes_conversation_id'))

    op.drop_table('internal_notes')
    with op.batch_alter_table('account_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_sessions_account_id'))

    op.drop_table('account_sessions')
    op.drop_table('webhooks')
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entries_subject'))
        batch_op.drop_index(batch_op.f('ix_audit_entries_at'))

    op.drop_table('audit_entries')
    op.drop_table('ambiti')
    op.drop_table('accounts')
