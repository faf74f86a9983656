"""synonyms: words that staff have said to mean a topic."""

import sqlalchemy as sa
from alembic import op

import foundation.database

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_synonyms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('topic', sa.String(length=40), nullable=False),
    sa.Column('words', sa.String(length=60), nullable=False),
    sa.Column('folded', sa.String(length=300), nullable=False),
    sa.Column('account_id', sa.String(length=36), nullable=False),
    sa.Column('added_at', foundation.database.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_synonyms')),
    sa.UniqueConstraint('topic', 'language', 'folded', name='uq_search_synonyms_words')
    )


def downgrade() -> None:
    op.drop_table('search_synonyms')
