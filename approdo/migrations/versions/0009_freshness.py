"""freshness: who looks after a record, links that were tried, words of organizations about their own record."""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('record_care',
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('record_id', sa.String(length=40), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=True),
    sa.Column('set_for', sa.Date(), nullable=True),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('kind', 'record_id', name=op.f('pk_record_care'))
    )
    with op.batch_alter_table('record_care', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_record_care_account_id'), ['account_id'], unique=False)
    op.create_table('link_checks',
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('tried_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('problem', sa.String(length=40), nullable=False),
    sa.Column('failing_since', foundation.database.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('url', name=op.f('pk_link_checks'))
    )
    op.create_table('proposals',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('record_id', sa.String(length=40), nullable=False),
    sa.Column('invited_by', sa.String(length=200), nullable=False),
    sa.Column('invited_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.Column('ends_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.Column('sent_at', foundation.database.Moment(timezone=True), nullable=True),
    sa.Column('sender', sa.String(length=200), nullable=False),
    sa.Column('word', sa.Text(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('decided_at', foundation.database.Moment(timezone=True), nullable=True),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals'))
    )
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposals_record_id'), ['record_id'], unique=False)
    with op.batch_alter_table('services', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_services_last_modified'), ['last_modified'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('services', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_services_last_modified'))
    op.drop_table('proposals')
    op.drop_table('link_checks')
    op.drop_table('record_care')
