SELECT
  "t23"."customer_id",
  "t23"."feature",
  "t23"."last"."on" AS "on",
  "t23"."last"."objected" AS "objected"
FROM (
  SELECT
    "t22"."customer_id",
    "t22"."feature",
    ARG_MAX({'on': "t22"."on", 'objected': "t22"."objected"}, "t22"."happened") AS "last"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t12"."customer_id",
        "t12"."feature",
        "t12"."on",
        FALSE AS "objected",
        {'objected': FALSE, 'at': "t12"."at", 'recorded_at': "t12"."recorded_at", 'id': "t12"."id"} AS "happened"
      FROM (
        SELECT
          "t4"."id",
          "t4"."recorded_at",
          "t4"."local_date",
          "t4"."source",
          "t4"."key",
          "t4"."at",
          "t4"."storefront",
          "t4"."customer_id",
          "t4"."feature",
          "t4"."on"
        FROM "feature_set" AS "t4"
        INNER JOIN (
          SELECT
            "t1"."feature"
          FROM "feature" AS "t1"
        ) AS "t7"
          ON "t4"."feature" = "t7"."feature"
      ) AS "t12"
      WHERE
        "t12"."customer_id" IS NOT NULL
    ) AS "t13"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t20"."customer_id",
        "t20"."feature",
        FALSE AS "on",
        TRUE AS "objected",
        {'objected': TRUE, 'at': "t20"."at", 'recorded_at': "t20"."recorded_at", 'id': "t20"."id"} AS "happened"
      FROM (
        SELECT
          "t19"."customer_id",
          "t19"."mailbox_id",
          "t19"."at",
          "t19"."recorded_at",
          "t19"."id",
          "t8"."feature",
          "t8"."profiling",
          "t8"."by_default"
        FROM (
          SELECT
            "t17".*
            EXCLUDE ("refuses")
          FROM (
            SELECT
              "t10"."customer_id",
              "t10"."mailbox_id",
              "t16"."refuses",
              "t16"."at",
              "t16"."recorded_at",
              "t16"."id"
            FROM (
              SELECT DISTINCT
                "t2"."customer_id",
                "t2"."mailbox_id"
              FROM "mailbox_used" AS "t2"
              WHERE
                "t2"."customer_id" IS NOT NULL
            ) AS "t10"
            INNER JOIN (
              SELECT
                "t14"."mailbox_id",
                "t14"."last"."refuses" AS "refuses",
                "t14"."last"."at" AS "at",
                "t14"."last"."recorded_at" AS "recorded_at",
                "t14"."last"."id" AS "id"
              FROM (
                SELECT
                  "t11"."mailbox_id",
                  ARG_MAX(
                    {'refuses': "t11"."refuses", 'at': "t11"."at", 'recorded_at': "t11"."recorded_at", 'id': "t11"."id"},
                    {'at': "t11"."at", 'recorded_at': "t11"."recorded_at", 'id': "t11"."id"}
                  ) AS "last"
                FROM (
                  SELECT
                    "t3"."id",
                    "t3"."recorded_at",
                    "t3"."local_date",
                    "t3"."source",
                    "t3"."key",
                    "t3"."at",
                    "t3"."storefront",
                    "t3"."customer_id",
                    "t3"."mailbox_id",
                    "t3"."purpose",
                    "t3"."channel",
                    "t3"."scope",
                    "t3"."action",
                    "t3"."ground",
                    "t3"."actor",
                    "t3"."form",
                    "t3"."text_hash",
                    "t3"."text_version",
                    "t3"."language",
                    "t3"."controls",
                    "t3"."page",
                    "t3"."evidence",
                    "t3"."expires_at",
                    "t3"."jurisdiction",
                    "t3"."controller",
                    "t3"."policy_version",
                    "t3"."commitment",
                    "t3"."previous_hash",
                    "t3"."chain_hash",
                    (
                      "t3"."purpose" IN ('marketing', 'profiling') AND (
                        "t3"."action" = 'object'
                      )
                    )
                    OR (
                      (
                        "t3"."purpose" = 'profiling'
                      ) AND (
                        "t3"."action" = 'withdraw'
                      )
                    ) AS "refuses"
                  FROM "consent_recorded" AS "t3"
                  WHERE
                    (
                      "t3"."purpose" IN ('marketing', 'profiling') AND (
                        "t3"."action" = 'object'
                      )
                    )
                    OR (
                      (
                        "t3"."purpose" = 'profiling'
                      ) AND (
                        "t3"."action" = 'withdraw'
                      )
                    )
                    OR (
                      (
                        "t3"."purpose" = 'profiling'
                      ) AND "t3"."action" IN ('grant', 'confirm')
                    )
                ) AS "t11"
                GROUP BY
                  1
              ) AS "t14"
              WHERE
                "t14"."last"."refuses"
            ) AS "t16"
              ON "t10"."mailbox_id" = "t16"."mailbox_id"
          ) AS "t17"
        ) AS "t19"
        CROSS JOIN (
          SELECT
            *
          FROM "feature" AS "t1"
          WHERE
            "t1"."profiling"
        ) AS "t8"
      ) AS "t20"
    ) AS "t21"
  ) AS "t22"
  GROUP BY
    1,
    2
) AS "t23"
