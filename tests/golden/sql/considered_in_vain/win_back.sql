SELECT
  "t12".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t10"."customer_id",
      "t10"."storefront",
      "t10"."orders",
      "t10"."days_since",
      "t10"."typical_gap_days",
      "t10"."favourite",
      "t10"."currency",
      "t10"."variant",
      "t10"."about",
      "t10"."occasion",
      "t10"."gain_minor",
      "t10"."last_ordered_on",
      "t10"."unmet",
      CASE
        WHEN "t10"."unmet" = 0
        THEN 'rhythm'
        WHEN "t10"."unmet" = 1
        THEN 'away'
        WHEN "t10"."unmet" = 2
        THEN 'not_gone'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t10"."customer_id"
        ORDER BY "t10"."unmet" DESC, "t10"."about" DESC, "t10"."occasion" DESC, "t10"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t9"."customer_id",
        "t9"."storefront",
        "t9"."orders",
        "t9"."days_since",
        "t9"."typical_gap_days",
        "t9"."favourite",
        "t9"."currency",
        "t9"."favourite_variant" AS "variant",
        'customer' AS "about",
        CAST("t9"."last_order_date" AS TEXT) AS "occasion",
        "t9"."margin_an_order_minor" AS "gain_minor",
        CAST("t9"."last_order_date" AS TEXT) AS "last_ordered_on",
        CASE
          WHEN NOT (
            COALESCE("t9"."typical_gap_days" IS NOT NULL, FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE(
              (
                "t9"."days_since" > (
                  CAST("t9"."typical_gap_days" AS DOUBLE) * 2.0
                )
              )
              AND (
                "t9"."days_since" >= 45
              ),
              FALSE
            )
          )
          THEN 1
          WHEN NOT (
            COALESCE("t9"."days_since" <= 400, FALSE)
          )
          THEN 2
          ELSE 3
        END AS "unmet"
      FROM (
        SELECT
          "t4"."customer_id",
          "t4"."storefront",
          "t4"."orders",
          "t4"."spend_minor",
          "t4"."margin_minor",
          "t4"."costs_known",
          "t4"."first_order_at",
          "t4"."last_order_at",
          "t4"."first_order_date",
          "t4"."last_order_date",
          "t4"."currency",
          "t4"."days_since",
          "t4"."margin_an_order_minor",
          "t4"."margin_a_year_minor",
          "t5"."gaps",
          "t5"."typical_gap_days",
          "t6"."favourite",
          "t6"."favourite_variant"
        FROM "profile" AS "t4"
        ANTI JOIN (
          SELECT
            *
          FROM "switch" AS "t3"
          WHERE
            "t3"."feature" = 'rhythm' AND NOT (
              "t3"."on"
            )
        ) AS "t8"
          ON "t4"."customer_id" = "t8"."customer_id"
        LEFT OUTER JOIN "rhythm" AS "t5"
          ON "t4"."customer_id" = "t5"."customer_id" AND "t4"."storefront" = "t5"."storefront"
        LEFT OUTER JOIN "favourite" AS "t6"
          ON "t4"."customer_id" = "t6"."customer_id" AND "t4"."storefront" = "t6"."storefront"
      ) AS "t9"
    ) AS "t10"
  ) AS "t11"
  WHERE
    "t11"."nth" = 0 AND "t11"."unmet_key" IS NOT NULL
) AS "t12"
