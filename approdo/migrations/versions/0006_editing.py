"""editing: drafts, and everything that was published."""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def _of_subject() -> list[sa.Column]:
    return [
        sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('record_id', sa.String(length=40), nullable=False),
        sa.Column('language', sa.String(length=3), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.Column('author_id', sa.String(length=36), nullable=False),
        sa.Column('author_name', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table('drafts', *_of_subject(),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('base', sa.String(length=16), nullable=False),
    sa.Column('saved_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts')),
    sa.UniqueConstraint('kind', 'record_id', 'language', name='uq_drafts_subject')
    )
    op.create_table('revisions', *_of_subject(),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('small_correction', sa.Boolean(), nullable=False),
    sa.Column('published_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revisions')),
    sa.UniqueConstraint('kind', 'record_id', 'language', 'number', name='uq_revisions_number')
    )


def downgrade() -> None:
    op.drop_table('revisions')
    op.drop_table('drafts')
