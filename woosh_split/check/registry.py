"""Every rule, in the order of their codes, on one screen."""

from __future__ import annotations

from woosh_split.check.rule import Rule
from woosh_split.check.rules.bodiless_procedure import BodilessProcedure
from woosh_split.check.rules.doubled_route import DoubledRoute
from woosh_split.check.rules.edited_generated_file import EditedGeneratedFile
from woosh_split.check.rules.expired_suppression import ExpiredSuppression
from woosh_split.check.rules.faulty_suppression import FaultySuppression
from woosh_split.check.rules.foreign_call import ForeignCall
from woosh_split.check.rules.foreign_event import ForeignEvent
from woosh_split.check.rules.foreign_import import ForeignImport
from woosh_split.check.rules.foreign_key_across import ForeignKeyAcross
from woosh_split.check.rules.foreign_module import ForeignModule
from woosh_split.check.rules.foreign_procedure import ForeignProcedure
from woosh_split.check.rules.foreign_provider import ForeignProvider
from woosh_split.check.rules.foreign_relation import ForeignRelation
from woosh_split.check.rules.foreign_table_join import ForeignTableJoin
from woosh_split.check.rules.foreign_table_lock import ForeignTableLock
from woosh_split.check.rules.foreign_table_read import ForeignTableRead
from woosh_split.check.rules.foreign_table_write import ForeignTableWrite
from woosh_split.check.rules.foreign_type_import import ForeignTypeImport
from woosh_split.check.rules.idle_owner import IdleOwner
from woosh_split.check.rules.network_in_transaction import NetworkInTransaction
from woosh_split.check.rules.spanning_transaction import SpanningTransaction
from woosh_split.check.rules.unanswered_call import UnansweredCall
from woosh_split.check.rules.unexported_provider import UnexportedProvider
from woosh_split.check.rules.unowned_module import UnownedModule
from woosh_split.check.rules.unowned_table import UnownedTable
from woosh_split.check.rules.unparsed_file import UnparsedFile
from woosh_split.check.rules.unpublished_column import UnpublishedColumn
from woosh_split.check.rules.unresolved_place import UnresolvedPlace
from woosh_split.check.rules.unresolved_sql import UnresolvedSql
from woosh_split.check.rules.unused_contract import UnusedContract
from woosh_split.check.rules.unused_suppression import UnusedSuppression

RULES: tuple[Rule, ...] = (
    ForeignImport(),  # WS101
    ForeignTypeImport(),  # WS102
    ForeignModule(),  # WS103
    ForeignProvider(),  # WS201
    ForeignCall(),  # WS202
    UnexportedProvider(),  # WS203
    ForeignEvent(),  # WS204
    ForeignTableRead(),  # WS301
    ForeignTableJoin(),  # WS302
    ForeignTableWrite(),  # WS303
    ForeignTableLock(),  # WS304
    ForeignProcedure(),  # WS305
    UnpublishedColumn(),  # WS306
    ForeignRelation(),  # WS401
    ForeignKeyAcross(),  # WS403
    SpanningTransaction(),  # WS501
    NetworkInTransaction(),  # WS502
    DoubledRoute(),  # WS601
    EditedGeneratedFile(),  # WS602
    UnansweredCall(),  # WS603
    UnownedTable(),  # WS701
    UnownedModule(),  # WS702
    IdleOwner(),  # WS703
    UnusedContract(),  # WS704
    UnresolvedSql(),  # WS801
    UnparsedFile(),  # WS802
    BodilessProcedure(),  # WS803
    UnresolvedPlace(),  # WS804
    UnusedSuppression(),  # WS901
    ExpiredSuppression(),  # WS902
    FaultySuppression(),  # WS903
)
