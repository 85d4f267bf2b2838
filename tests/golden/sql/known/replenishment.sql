SELECT
  "t26"."customer_id",
  "t26"."storefront",
  "t26"."variant",
  "t26"."title",
  "t26"."times_bought",
  "t26"."last_date",
  "t26"."interval_days",
  "t26"."rests_on",
  "t26"."margin_minor",
  "t26"."paid_each_minor",
  "t26"."paid_currency",
  DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t26"."last_date") + "t26"."interval_days" AS "runs_out_day",
  CAST(CAST("t26"."last_date" AS TIMESTAMP) + TO_DAYS("t26"."interval_days") AS DATE) AS "runs_out_date"
FROM (
  SELECT
    "t25"."customer_id",
    "t25"."storefront",
    "t25"."variant",
    "t25"."times_bought",
    "t25"."margin_minor",
    "t25"."title",
    "t25"."paid_each_minor",
    "t25"."paid_currency",
    "t25"."last_date",
    COALESCE("t25"."own_gaps", 0) AS "own_gaps",
    COALESCE("t25"."own_days", 0.0) AS "own_days",
    "t25"."own_regular",
    "t25"."item_days",
    CAST(ROUND(
      CASE
        WHEN "t25"."item_days" IS NOT NULL
        THEN (
          (
            COALESCE("t25"."own_days", 0.0) * COALESCE("t25"."own_gaps", 0)
          ) + (
            "t25"."item_days" * 2
          )
        ) / (
          COALESCE("t25"."own_gaps", 0) + 2
        )
        ELSE COALESCE("t25"."own_days", 0.0)
      END,
      0
    ) AS BIGINT) AS "interval_days",
    CASE WHEN COALESCE("t25"."own_gaps", 0) > 0 THEN 'own' ELSE 'others' END AS "rests_on"
  FROM (
    SELECT
      "t24".*
      EXCLUDE ("storefront_right", "variant_right")
    FROM (
      SELECT
        "t23"."customer_id",
        "t23"."storefront",
        "t23"."variant",
        "t23"."times_bought",
        "t23"."margin_minor",
        "t23"."title",
        "t23"."paid_each_minor",
        "t23"."paid_currency",
        "t23"."last_date",
        "t23"."own_gaps",
        "t23"."own_days",
        "t23"."own_regular",
        "t5"."storefront" AS "storefront_right",
        "t5"."variant" AS "variant_right",
        "t5"."item_days"
      FROM (
        SELECT
          "t21".*
          EXCLUDE ("customer_id_right", "storefront_right", "variant_right")
        FROM (
          SELECT
            "t10"."customer_id",
            "t10"."storefront",
            "t10"."variant",
            "t10"."times_bought",
            "t10"."margin_minor",
            "t14"."title",
            "t14"."paid_each_minor",
            "t14"."paid_currency",
            "t14"."last_date",
            "t20"."customer_id" AS "customer_id_right",
            "t20"."storefront" AS "storefront_right",
            "t20"."variant" AS "variant_right",
            "t20"."own_gaps",
            "t20"."own_days",
            "t20"."own_regular"
          FROM (
            SELECT
              "t1"."customer_id",
              "t1"."storefront",
              "t1"."variant",
              COUNT(DISTINCT "t1"."local_date") AS "times_bought",
              CAST(ROUND(SUM("t1"."margin_minor") / COUNT(DISTINCT "t1"."order_ref"), 0) AS BIGINT) AS "margin_minor"
            FROM "purchase" AS "t1"
            GROUP BY
              1,
              2,
              3
          ) AS "t10"
          INNER JOIN (
            SELECT
              "t8"."customer_id",
              "t8"."storefront",
              "t8"."variant",
              "t8"."title",
              "t8"."paid_each_minor",
              "t8"."paid_currency",
              "t8"."local_date" AS "last_date"
            FROM (
              SELECT
                "t1"."customer_id",
                "t1"."storefront",
                "t1"."order_ref",
                "t1"."variant",
                "t1"."title",
                "t1"."source",
                "t1"."at",
                "t1"."recorded_at",
                "t1"."local_date",
                "t1"."quantity",
                "t1"."paid_each_minor",
                "t1"."paid_currency",
                "t1"."net_minor",
                "t1"."margin_minor",
                "t1"."cost_known",
                ROW_NUMBER() OVER (
                  PARTITION BY "t1"."customer_id", "t1"."storefront", "t1"."variant"
                  ORDER BY "t1"."at" DESC, "t1"."order_ref" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM "purchase" AS "t1"
            ) AS "t8"
            WHERE
              "t8"."nth" = 0
          ) AS "t14"
            ON "t10"."customer_id" = "t14"."customer_id"
            AND "t10"."storefront" = "t14"."storefront"
            AND "t10"."variant" = "t14"."variant"
          LEFT OUTER JOIN (
            SELECT
              "t18".*
              EXCLUDE ("spread_days")
            FROM (
              SELECT
                "t17"."customer_id",
                "t17"."storefront",
                "t17"."variant",
                "t17"."own_gaps",
                "t17"."own_days",
                "t17"."spread_days",
                (
                  "t17"."own_gaps" >= 3
                )
                AND (
                  "t17"."spread_days" <= (
                    "t17"."own_days" * LEAST(1 - (
                      1.37 / SQRT(CAST("t17"."own_gaps" AS DOUBLE))
                    ), 0.7)
                  )
                ) AS "own_regular"
              FROM (
                SELECT
                  "t16"."customer_id",
                  "t16"."storefront",
                  "t16"."variant",
                  COUNT("t16"."days") AS "own_gaps",
                  AVG("t16"."days") AS "own_days",
                  STDDEV_POP("t16"."days") AS "spread_days"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t12"."customer_id",
                      "t12"."storefront",
                      "t12"."variant",
                      "t12"."then" IS NOT NULL AS "again",
                      CAST(COALESCE("t12"."then", DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t7"."today")) - "t12"."day" AS DOUBLE) AS "days"
                    FROM (
                      SELECT
                        "t6"."customer_id",
                        "t6"."storefront",
                        "t6"."variant",
                        "t6"."day",
                        LEAD("t6"."day") OVER (
                          PARTITION BY "t6"."customer_id", "t6"."storefront", "t6"."variant"
                          ORDER BY "t6"."day" ASC
                          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                        ) AS "then"
                      FROM (
                        SELECT DISTINCT
                          "t1"."customer_id",
                          "t1"."storefront",
                          "t1"."variant",
                          DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t1"."local_date") AS "day"
                        FROM "purchase" AS "t1"
                      ) AS "t6"
                    ) AS "t12"
                    INNER JOIN (
                      SELECT
                        "t2"."storefront",
                        "t2"."today"
                      FROM "storefront" AS "t2"
                    ) AS "t7"
                      ON "t12"."storefront" = "t7"."storefront"
                  ) AS "t15"
                  WHERE
                    "t15"."again"
                ) AS "t16"
                GROUP BY
                  1,
                  2,
                  3
              ) AS "t17"
            ) AS "t18"
          ) AS "t20"
            ON "t10"."customer_id" = "t20"."customer_id"
            AND "t10"."storefront" = "t20"."storefront"
            AND "t10"."variant" = "t20"."variant"
        ) AS "t21"
      ) AS "t23"
      LEFT OUTER JOIN (
        SELECT
          "t0"."storefront",
          "t0"."variant",
          "t0"."interval_days" AS "item_days"
        FROM "interval" AS "t0"
      ) AS "t5"
        ON "t23"."storefront" = "t5"."storefront" AND "t23"."variant" = "t5"."variant"
    ) AS "t24"
  ) AS "t25"
  WHERE
    (
      "t25"."item_days" IS NOT NULL
    ) OR COALESCE("t25"."own_regular", FALSE)
) AS "t26"
