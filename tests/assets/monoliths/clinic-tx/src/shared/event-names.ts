export const APPOINTMENT_BOOKED = 'appointment.booked';

export enum PatientEvent {
  Merged = 'patient.merged',
  Archived = 'patient.archived',
}
