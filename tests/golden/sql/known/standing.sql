SELECT
  "t2"."mailbox_id",
  BOOL_OR(CAST("t2"."scope" = 'all' AS BOOLEAN)) AS "suppressed",
  BOOL_OR(CAST("t2"."scope" <> 'all' AS BOOLEAN)) AS "complained",
  MAX("t2"."local_date") FILTER(WHERE
    "t2"."scope" = 'all') AS "suppressed_date",
  MAX("t2"."local_date") FILTER(WHERE
    "t2"."scope" <> 'all') AS "complained_date"
FROM (
  SELECT
    "t1"."mailbox_id",
    "t1"."scope",
    "t1"."last"."lifted" AS "lifted",
    "t1"."last"."local_date" AS "local_date"
  FROM (
    SELECT
      "t0"."mailbox_id",
      "t0"."scope",
      ARG_MAX(
        {'lifted': "t0"."lifted", 'local_date': "t0"."local_date"},
        {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
      ) AS "last"
    FROM "address_suppressed" AS "t0"
    GROUP BY
      1,
      2
  ) AS "t1"
  WHERE
    NOT (
      "t1"."last"."lifted"
    ) AND "t1"."scope" <> 'post'
) AS "t2"
GROUP BY
  1
