import type { RunProblem } from './types.ts';

const said: Readonly<Record<string, string>> = {
  DQ_ADDRESS_PRIVATE: '这个地址不在允许取数的网络里，需要管理员在 DANQING_SOURCE_NETWORKS 中放行',
  DQ_ADDRESS_UNKNOWN: '找不到这个主机名，请检查拼写',
  DQ_CONNECTION_UNREACHABLE: '对方没有应答，请检查地址、端口和防火墙',
  DQ_CONNECTION_REFUSED: '对方拒绝登录，请检查账号、密码和库名',
  DQ_CONNECTION_TLS: '无法建立加密连接，请检查加密方式和证书',
  DQ_CONNECTION_QUERY: '查询无法执行，请检查语句',
  DQ_CONNECTION_COLUMN: '查询结果里没有可用的增量列，请换一列',
  DQ_CONNECTION_GROUP: '分组的行太多或相距太远，无法合成一条，请检查分组列，或让查询先汇总',
  DQ_CONNECTION_TIMEOUT: '查询时间太长，已中止，请缩小查询范围或为增量列建索引',
  DQ_CONNECTION_TOO_LARGE: '行数太多，不适合每次全量读取，请改用增量列',
  DQ_CONNECTION_FOLDER: '无法读取这个文件夹，请检查路径是否在允许的范围内',
  DQ_CONNECTION_BUCKET: '存储桶拒绝了请求，请检查桶名、区域和地址',
  DQ_CONNECTION_FILES: '有文件没能导入',
  DQ_CONNECTION_EMPTY: '没有读到数据',
  DQ_IMPORT_MAPPING: '字段对应关系与数据不符，请在设置里重新确认字段',
  DQ_IMPORT_CRASHED: '导入进程多次意外结束',
  DQ_DISK_FULL: '服务器磁盘空间不足，请清理后重试',
  DQ_SECRET_UNREADABLE: '保存的密码无法读取，请重新填写',
  DQ_CANCELLED: '已停止',
};

/** What went wrong in Chinese, and in the words of the other side what exactly. */
export const problemInChinese = ({ code, message }: RunProblem): string => (said[code] === undefined ? message : `${said[code]}：${message}`);

export const problemView = (problem: RunProblem | null): (RunProblem & { readonly zh: string }) | null =>
  problem === null ? null : { code: problem.code, message: problem.message, zh: said[problem.code] ?? problem.message };
