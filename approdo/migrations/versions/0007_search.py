"""search: what can be found, in the full-text form of each database."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_entries',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('record_id', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('titles', sa.JSON(), nullable=False),
    sa.Column('owner_id', sa.String(length=36), nullable=True),
    sa.Column('owner', sa.String(length=300), nullable=True),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('owner_name', sa.String(length=300), nullable=True),
    sa.Column('municipality_code', sa.String(length=6), nullable=True),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_entries')),
    sa.UniqueConstraint('kind', 'record_id', name='uq_search_entries_record')
    )
    with op.batch_alter_table('search_entries', schema=None) as batch_op:
        batch_op.create_index('ix_search_entries_coordinates', ['latitude', 'longitude'], unique=False)
        batch_op.create_index(batch_op.f('ix_search_entries_name'), ['name'], unique=False)
        batch_op.create_index(batch_op.f('ix_search_entries_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_search_entries_municipality_code'), ['municipality_code'], unique=False)

    op.create_table('search_topics',
    sa.Column('topic', sa.String(length=40), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['search_entries.id'], name=op.f('fk_search_topics_entry_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('topic', 'entry_id', name=op.f('pk_search_topics'))
    )
    with op.batch_alter_table('search_topics', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_topics_entry_id'), ['entry_id'], unique=False)

    op.create_table('search_trigrams',
    sa.Column('trigram', sa.String(length=3), nullable=False),
    sa.Column('word', sa.String(length=100), nullable=False),
    sa.PrimaryKeyConstraint('trigram', 'word', name=op.f('pk_search_trigrams'))
    )

    if op.get_bind().dialect.name == 'sqlite':
        op.execute("CREATE VIRTUAL TABLE search_texts USING fts5(names, synonyms, rest, tokenize='ascii', prefix='3 4')")
    else:
        op.create_table('search_texts',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('words', postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_search_texts'))
        )
        # Without `fastupdate`: rows that wait to be taken into the index would be read one by one at every search.
        op.create_index('ix_search_texts_words', 'search_texts', ['words'], unique=False,
                        postgresql_using='gin', postgresql_with={'fastupdate': 'off'})

    # What ships is loaded once more, and everything is indexed with it.
    op.execute("DELETE FROM loaded_content WHERE name = 'shipped'")


def downgrade() -> None:
    op.drop_table('search_texts')
    op.drop_table('search_trigrams')
    op.drop_table('search_topics')
    op.drop_table('search_entries')
