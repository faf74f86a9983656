"""imports: where records come from."""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('imported_records',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('entity', sa.String(length=20), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('record_id', sa.String(length=36), nullable=False),
    sa.Column('hashes', sa.JSON(), nullable=False),
    sa.Column('last_seen', foundation.database.Moment(timezone=True), nullable=False),
    sa.Column('gone', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imported_records')),
    sa.UniqueConstraint('kind', 'source', 'entity', 'key', name='uq_imported_records_key')
    )
    with op.batch_alter_table('imported_records', schema=None) as batch_op:
        batch_op.create_index('ix_imported_records_record', ['entity', 'record_id'], unique=False)


def downgrade() -> None:
    op.drop_table('imported_records')
