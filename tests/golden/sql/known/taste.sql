SELECT
  "t14"."customer_id",
  "t14"."storefront",
  "t14"."aspect",
  "t14"."which",
  BOOL_OR(
    CAST((
      "t14"."direction" = 'less'
    )
    AND (
      "t14"."counts" = 1.0
    )
    AND (
      "t14"."aspect" <> 'topic'
    ) AS BOOLEAN)
  ) AS "stops",
  COALESCE(SUM("t14"."counts") FILTER(WHERE
    "t14"."direction" = 'less'), 0.0) AS "fewer",
  COALESCE(SUM("t14"."counts") FILTER(WHERE
    "t14"."direction" = 'more'), 0.0) AS "rather",
  ARG_MAX(
    "t14"."named",
    {'counts': "t14"."counts", 'at': "t14"."at", 'named': "t14"."named"}
  ) FILTER(WHERE
    "t14"."direction" = 'less') AS "named",
  MAX("t14"."said_date") FILTER(WHERE
    "t14"."direction" = 'less') AS "said_date"
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
        "t0"."aspect",
        "t0"."which",
        "t0"."direction",
        "t0"."named",
        "t0"."at",
        "t0"."said_date",
        1.0 AS "counts"
      FROM "liking" AS "t0"
      WHERE
        "t0"."aspect" <> 'price'
    ) AS "t2"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t10"."customer_id",
        "t10"."storefront",
        "t10"."aspect",
        "t10"."which",
        "t10"."direction",
        "t10"."named",
        "t10"."at",
        "t10"."said_date",
        "t10"."counts"
      FROM (
        SELECT
          "t6"."customer_id",
          "t6"."storefront",
          "t6"."direction",
          "t6"."named",
          "t6"."at",
          "t6"."said_date",
          'maker' AS "aspect",
          "t8"."kin" AS "which",
          0.5 AS "counts"
        FROM (
          SELECT
            *
          FROM "liking" AS "t0"
          WHERE
            "t0"."aspect" = 'thing'
        ) AS "t6"
        INNER JOIN (
          SELECT
            "t1"."storefront",
            "t1"."variant",
            "t1"."maker" AS "kin"
          FROM "catalogue" AS "t1"
          WHERE
            "t1"."maker" IS NOT NULL
        ) AS "t8"
          ON "t6"."storefront" = "t8"."storefront" AND "t6"."which" = "t8"."variant"
      ) AS "t10"
    ) AS "t12"
  ) AS "t13"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t9"."customer_id",
      "t9"."storefront",
      "t9"."aspect",
      "t9"."which",
      "t9"."direction",
      "t9"."named",
      "t9"."at",
      "t9"."said_date",
      "t9"."counts"
    FROM (
      SELECT
        "t6"."customer_id",
        "t6"."storefront",
        "t6"."direction",
        "t6"."named",
        "t6"."at",
        "t6"."said_date",
        'category' AS "aspect",
        "t7"."kin" AS "which",
        0.5 AS "counts"
      FROM (
        SELECT
          *
        FROM "liking" AS "t0"
        WHERE
          "t0"."aspect" = 'thing'
      ) AS "t6"
      INNER JOIN (
        SELECT
          "t1"."storefront",
          "t1"."variant",
          "t1"."category" AS "kin"
        FROM "catalogue" AS "t1"
        WHERE
          "t1"."category" IS NOT NULL
      ) AS "t7"
        ON "t6"."storefront" = "t7"."storefront" AND "t6"."which" = "t7"."variant"
    ) AS "t9"
  ) AS "t11"
) AS "t14"
GROUP BY
  1,
  2,
  3,
  4
