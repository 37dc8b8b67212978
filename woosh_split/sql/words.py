"""MySQL's own words: the reserved ones that structure a statement, and the functions that are built in."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPERAND_WORDS = _words(
    "NULL TRUE FALSE END DEFAULT ASC DESC CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME CURRENT_USER UTC_TIMESTAMP "
    "UTC_DATE UTC_TIME LOCALTIME LOCALTIMESTAMP ROLLUP DUAL"
)
"""Reserved words that stand for a value, or end one."""

RESERVED = _words(
    "SELECT DISTINCT DISTINCTROW ALL FROM JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL STRAIGHT_JOIN ON USING WHERE "
    "AND OR XOR NOT IN LIKE RLIKE REGEXP BETWEEN IS EXISTS CASE WHEN THEN ELSE AS GROUP ORDER BY HAVING LIMIT OFFSET "
    "UNION INTERSECT EXCEPT FOR LOCK SET VALUES VALUE INTO UPDATE INSERT REPLACE DELETE WITH RECURSIVE INTERVAL DIV "
    "MOD COLLATE BINARY SEPARATOR OVER PARTITION WINDOW USE FORCE IGNORE INDEX KEY CALL TABLE TRUNCATE ESCAPE ILIKE "
    "RETURNING LATERAL DUPLICATE CONFLICT SOUNDS AGAINST MATCH SIMILAR"
)
"""Words after which a value, a name or a further word is expected."""

BUILT_IN_FUNCTIONS = _words(
    """
    abs acos adddate addtime aes_decrypt aes_encrypt any_value ascii asin atan atan2 avg benchmark bin
    bin_to_uuid bit_and bit_count bit_length bit_or bit_xor can_access_column cast ceil ceiling char char_length
    character_length charset chr coalesce coercibility collation column_check column_create column_get column_json
    compress concat concat_ws connection_id conv convert convert_tz cos cot count crc32 cume_dist curdate
    current_date current_role current_time current_timestamp current_user curtime database date date_add date_format
    date_sub datediff day dayname dayofmonth dayofweek dayofyear decode default degrees dense_rank elt encode encrypt
    exists exp export_set extract extractvalue field find_in_set first_value floor format format_bytes found_rows
    from_base64 from_days from_unixtime get_format get_lock greatest group_concat grouping hex hour if ifnull in
    inet6_aton inet6_ntoa inet_aton inet_ntoa insert instr interval is_free_lock is_ipv4 is_ipv4_compat
    is_ipv4_mapped is_ipv6 is_used_lock is_uuid isnull json_array json_array_append json_array_insert json_arrayagg
    json_compact json_contains json_contains_path json_depth json_detailed json_equals json_exists json_extract
    json_insert json_keys json_length json_loose json_merge json_merge_patch json_merge_preserve json_normalize
    json_object json_objectagg json_overlaps json_pretty json_query json_quote json_remove json_replace
    json_schema_valid json_search json_set json_storage_size json_table json_type json_unquote json_valid json_value
    lag last_day last_insert_id last_value lastval lcase lead least left length ln load_file localtime localtimestamp
    locate log log10 log2 lower lpad ltrim make_set makedate maketime master_pos_wait match max md5 median
    microsecond mid min minute mod month monthname name_const natural_sort_key nextval now nth_value ntile nullif
    nvl nvl2 oct octet_length old_password ord password percent_rank percentile_cont percentile_disc period_add
    period_diff pi point polygon position pow power quarter quote radians rand random_bytes rank regexp_instr
    regexp_like regexp_replace regexp_substr release_all_locks release_lock repeat replace reverse right round row
    row_count row_number rpad rtrim schema sec_to_time second session_user setval sha sha1 sha2 sign sin sleep
    soundex space sqrt st_area st_asgeojson st_asbinary st_astext st_buffer st_centroid st_contains st_crosses
    st_difference st_disjoint st_distance st_distance_sphere st_envelope st_equals st_geometryfromtext
    st_geomfromgeojson st_geomfromtext st_geomfromwkb st_intersection st_intersects st_isvalid st_latitude st_length
    st_longitude st_makeenvelope st_overlaps st_pointfromtext st_simplify st_srid st_touches st_transform st_union
    st_within st_x st_y std stddev stddev_pop stddev_samp str_to_date strcmp subdate substr substring
    substring_index subtime sum sys_guid sysdate system_user tan time time_format time_to_sec timediff timestamp
    timestampadd timestampdiff to_base64 to_char to_days to_seconds trim truncate ucase uncompress
    uncompressed_length unhex unix_timestamp updatexml upper user utc_date utc_time utc_timestamp uuid uuid_short
    uuid_to_bin validate_password_strength value values var_pop var_samp variance version week weekday weekofyear
    weight_string year yearweek
    """
)
"""Lower case. A name that is in this list is never looked up as a stored function."""

FAMILIES = (
    "add_months", "binlog_", "column_", "decode_", "des_", "format_pico", "geom", "gtid_", "icu_", "generate_", "json", "linestring", "master_",
    "mbr", "multi", "open", "pg_", "ps_", "regexp_", "sformat", "source_", "st_", "statement_digest", "string_", "ts_", "unnest", "vec", "wait_for_", "wsrep_", "xml",
)  # fmt: skip
"""How further names of the servers' own functions begin: which server has which changes with every version."""

VALUES_FOLLOW = _words(
    "DO HIGH_PRIORITY SQL_CACHE SQL_NO_CACHE SQL_CALC_FOUND_ROWS SQL_SMALL_RESULT SQL_BIG_RESULT SQL_BUFFER_RESULT"
)
"""Words that are not reserved, and no names where a value may follow."""

TYPE_WORDS = _words(
    "CHAR VARCHAR BINARY VARBINARY DECIMAL NUMERIC FLOAT DOUBLE INT INTEGER SIGNED UNSIGNED BIGINT SMALLINT TINYINT "
    "DATETIME TIME TIMESTAMP YEAR BIT ENUM TEXT BLOB COLUMNS AGAINST ANY SOME DO RETURN"
)
"""Type names, and other words of the grammar, that take brackets."""

WITHOUT_TABLES = _words(
    "USE SAVEPOINT RELEASE UNLOCK KILL FLUSH ANALYZE OPTIMIZE CHECK CHECKSUM REPAIR GRANT REVOKE XA EXECUTE "
    "DEALLOCATE RESET PURGE CHANGE STOP SLAVE HELP SIGNAL RESIGNAL GET VACUUM PRAGMA"
)
"""Statements that touch the rows of no table."""
