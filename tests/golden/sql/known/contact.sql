SELECT
  "t8"."customer_id",
  "t8"."storefront",
  ARG_MAX("t8"."mailbox_id", "t8"."happened") FILTER(WHERE
    "t8"."mailbox_id" IS NOT NULL) AS "mailbox_id",
  ARG_MAX("t8"."language", "t8"."happened") FILTER(WHERE
    "t8"."language" IS NOT NULL) AS "language",
  ARG_MAX("t8"."country", "t8"."happened") FILTER(WHERE
    "t8"."country" IS NOT NULL) AS "country",
  ARG_MAX("t8"."zone", "t8"."happened") FILTER(WHERE
    "t8"."zone" IS NOT NULL) AS "zone"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."customer_id",
        "t0"."storefront",
        {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"} AS "happened",
        CAST(NULL AS BIGINT) AS "mailbox_id",
        "t0"."language",
        "t0"."country",
        "t0"."zone"
      FROM "customer_known" AS "t0"
    ) AS "t3"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t1"."customer_id",
          "t1"."storefront",
          {'at': "t1"."at", 'recorded_at': "t1"."recorded_at", 'id': "t1"."id"} AS "happened",
          CAST(NULL AS BIGINT) AS "mailbox_id",
          CAST(NULL AS TEXT) AS "language",
          CAST(NULL AS TEXT) AS "country",
          CAST(NULL AS TEXT) AS "zone"
        FROM "order_placed" AS "t1"
      ) AS "t4"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t2"."customer_id",
          "t2"."storefront",
          {'at': "t2"."at", 'recorded_at': "t2"."recorded_at", 'id': "t2"."id"} AS "happened",
          "t2"."mailbox_id",
          CAST(NULL AS TEXT) AS "language",
          CAST(NULL AS TEXT) AS "country",
          CAST(NULL AS TEXT) AS "zone"
        FROM "mailbox_used" AS "t2"
      ) AS "t5"
    ) AS "t6"
  ) AS "t7"
  WHERE
    "t7"."customer_id" IS NOT NULL
) AS "t8"
GROUP BY
  1,
  2
